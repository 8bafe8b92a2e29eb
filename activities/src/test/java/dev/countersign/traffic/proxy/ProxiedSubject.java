package dev.countersign.traffic.proxy;

import dev.countersign.testing.AgentProcess;
import dev.countersign.testing.JavaProgram;
import dev.countersign.testing.Ports;
import dev.countersign.testing.RealServer;
import dev.countersign.traffic.NamedRouter;
import dev.countersign.traffic.RemoteRouter;
import dev.countersign.traffic.TrafficException;
import dev.countersign.traffic.TrafficRouter;
import dev.countersign.traffic.agent.TrafficAgent;
import dev.countersign.traffic.conformance.KillableRouter;
import dev.countersign.traffic.haproxy.TwoModels;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A proxy and the agent beside it, each in a process of its own, before two model servers. */
final class ProxiedSubject implements KillableRouter, NamedRouter {
  private final TwoModels models;
  private final RealServer proxy;
  private final AgentProcess agent;
  private final String kind;

  private ProxiedSubject(TwoModels models, RealServer proxy, AgentProcess agent, String kind) {
    this.models = models;
    this.proxy = proxy;
    this.agent = agent;
    this.kind = kind;
  }

  /**
   * Starts both.
   *
   * @param kind of router, as manifests name it
   * @param main the proxy's main class
   * @param arguments its arguments between port and servers
   * @param router the agent's settings of its router under that kind, with {@code PROXY} for the
   *     proxy's address
   */
  static ProxiedSubject start(
      Path folder, String kind, Class<?> main, List<String> arguments, String router) {
    TwoModels models = TwoModels.start(folder);
    int port = Ports.free();
    List<String> whole = new ArrayList<>(List.of(String.valueOf(port)));
    whole.addAll(arguments);
    whole.addAll(List.of(models.blue().toString(), models.green().toString()));
    List<String> command = JavaProgram.command(main.getName(), whole);
    RealServer proxy =
        RealServer.start("proxy", port, command, Map.of(), () -> Ports.answers(port));
    ProxiedSubject subject =
        new ProxiedSubject(
            models,
            proxy,
            AgentProcess.start(
                folder,
                settings(folder, kind, router, URI.create(proxy.url())),
                List.of(TrafficAgent.class.getName())),
            kind);
    subject.awaitAnswer();
    return subject;
  }

  /**
   * The agent's settings.
   *
   * @param router as {@link #start} takes it
   */
  static String settings(Path folder, String kind, String router, URI proxy) {
    return """
    environment: production
    model: credit-risk
    state: %s
    listen: 10.0.0.7:9400
    %s: %s
    """
        .formatted(folder.resolve("agent"), kind, router.replace("PROXY", proxy.toString()));
  }

  /** A JVM that has just begun to listen may take long over its first answer. */
  private void awaitAnswer() {
    while (true) {
      try {
        var _ = router().observe();
        return;
      } catch (TrafficException cold) {
        Thread.onSpinWait();
      }
    }
  }

  @Override
  public TrafficRouter router() {
    return new RemoteRouter(agent.address(), AgentProcess.TOKEN);
  }

  @Override
  public URI endpoint() {
    return URI.create(proxy.url());
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public void kill() {
    agent.kill();
    proxy.kill();
  }

  @Override
  public void startAgain() {
    proxy.startAgain();
    agent.startAgain();
    awaitAnswer();
  }

  @Override
  public void close() {
    agent.close();
    proxy.kill();
    models.close();
  }
}
