package dev.countersign.traffic.haproxy;

import dev.countersign.testing.Ports;
import dev.countersign.testing.RealServer;
import dev.countersign.traffic.RemoteRouter;
import dev.countersign.traffic.agent.TrafficAgent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The agent in a process of its own, with the settings that the documentation hands out. */
public final class AgentProcess implements AutoCloseable {
  private static final String TOKEN = "a token for tests only";

  private final RealServer server;

  private AgentProcess(RealServer server) {
    this.server = server;
  }

  public static AgentProcess start(Path folder, HaproxyProcess haproxy) {
    int port = Ports.free();
    Path settings = folder.resolve("agent.yaml");
    try {
      Files.writeString(
          settings,
          Files.readString(Path.of("../docs/haproxy/agent.yaml"))
              .replace("/var/lib/countersign/production/credit-risk", folder + "/agent")
              .replace("10.0.0.7:9400", "127.0.0.1:" + port)
              .replace("/run/haproxy/countersign.sock", haproxy.socket().toString())
              .replace("/var/lib/haproxy/countersign.map", haproxy.map().toString())
              .replace("/var/lib/countersign/slots", haproxy.slots().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            TrafficAgent.class.getName(),
            settings.toString());
    return new AgentProcess(
        RealServer.start(
            "agent", port, command, Map.of(TrafficAgent.TOKEN, TOKEN), () -> Ports.answers(port)));
  }

  public RemoteRouter router() {
    return new RemoteRouter(URI.create(server.url()), TOKEN);
  }

  public long pid() {
    return server.pid();
  }

  public void kill() {
    server.kill();
  }

  public void startAgain() {
    server.startAgain();
  }

  @Override
  public void close() {
    server.kill();
  }
}
