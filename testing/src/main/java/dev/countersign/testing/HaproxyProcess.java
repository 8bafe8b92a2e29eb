package dev.countersign.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A real HAProxy before two model servers, with the configuration that the documentation hands out.
 */
public final class HaproxyProcess extends ServerProcess {
  private static final Path HANDED_OUT = Path.of("../docs/haproxy");
  private static final String WITH_FAILURES_LOGGED =
      "defaults\n  log global\n  option httplog\n  option dontlog-normal\n";

  private final Path folder;
  private final HaproxyFailures failures;

  private HaproxyProcess(RealServer server, Path folder, HaproxyFailures failures) {
    super(server);
    this.folder = folder;
    this.failures = failures;
  }

  /**
   * Starts HAProxy before two model servers.
   *
   * @param folder holds configuration, socket, map and slots; short, because socket paths are
   */
  public static HaproxyProcess start(Path folder, URI blue, URI green) {
    return start(folder, blue, green, "/healthz", Map.of());
  }

  /**
   * Starts HAProxy before two model servers, which need not be there yet.
   *
   * @param folder holds configuration, socket, map and slots; short, because socket paths are
   * @param health what the model servers answer with 200
   * @param environment of its process, besides this one's own
   */
  public static HaproxyProcess start(
      Path folder, URI blue, URI green, String health, Map<String, String> environment) {
    int port = Ports.free();
    HaproxyFailures failures;
    try {
      failures =
          new HaproxyFailures(
              Path.of("target", "servers", "haproxy-" + port + "-failures.log").toAbsolutePath());
      Files.copy(HANDED_OUT.resolve("countersign.lua"), folder.resolve("countersign.lua"));
      Files.createFile(folder.resolve("countersign.map"));
      Files.writeString(
          folder.resolve("haproxy.cfg"),
          Files.readString(HANDED_OUT.resolve("haproxy.cfg"))
              .replace(
                  "defaults\n",
                  "  log " + failures.address() + " format raw local0\n" + WITH_FAILURES_LOGGED)
              .replace("/run/haproxy/countersign.sock", folder.resolve("sock").toString())
              .replace("/etc/haproxy", folder.toString())
              .replace("/var/lib/haproxy", folder.toString())
              .replace("GET /healthz", "GET " + health)
              .replace("127.0.0.1:8080", "127.0.0.1:" + port)
              .replace("127.0.0.1:8081", blue.getAuthority())
              .replace("127.0.0.1:8082", green.getAuthority()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command =
        List.of(
            Tool.HAPROXY.path().toString(), "-db", "-f", folder.resolve("haproxy.cfg").toString());
    RealServer server =
        RealServer.start("haproxy", port, command, environment, () -> Ports.answers(port));
    return new HaproxyProcess(server, folder, failures);
  }

  /** Where callers ask. */
  public URI endpoint() {
    return listensAt();
  }

  /** Where it keeps everything. */
  public Path folder() {
    return folder;
  }

  /** Its admin socket. */
  public Path socket() {
    return folder.resolve("sock");
  }

  /** The map that holds the route. */
  public Path map() {
    return folder.resolve("countersign.map");
  }

  /** Which backend serves which model; written by the test, as whoever deploys models does. */
  public Path slots() {
    return folder.resolve("slots");
  }

  /** Whether it finds a backend's server healthy. */
  public boolean isUp(String backend) {
    String server = backend + "," + backend + "1,";
    try {
      return command("show stat")
          .lines()
          .anyMatch(line -> line.startsWith(server) && line.contains(",UP,"));
    } catch (IOException e) {
      return false;
    }
  }

  /** How many requests failed that took so long or longer, by its own time. */
  public long failuresLasting(Duration atLeast) {
    return failures.lastingAtLeast(atLeast);
  }

  @Override
  public void close() {
    super.close();
    failures.close();
  }

  /** Sends one command to its admin socket and gives the answer. */
  public String command(String command) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
      channel.write(StandardCharsets.UTF_8.encode(command + "\n"));
      return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
