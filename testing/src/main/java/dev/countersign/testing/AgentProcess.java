package dev.countersign.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The agent beside a router in a process of its own, with the settings that the documentation hands
 * out.
 */
public final class AgentProcess extends ServerProcess {
  /** What proves to it that a test may move traffic. */
  public static final String TOKEN = "a token for tests only";

  /** The environment variable that holds it. */
  public static final String TOKEN_VARIABLE = "COUNTERSIGN_AGENT_TOKEN";

  /** What it signs requests to webhooks with. */
  public static final String WEBHOOK_SECRET =
      "whsec_YSBzZWNyZXQgZm9yIHRlc3RzIG9ubHksIG5vdCBhIHNlY3JldA==";

  private static final String LISTENS = "10.0.0.7:9400";
  private static final Path HANDED_OUT = Path.of("../docs/haproxy/agent.yaml");

  private AgentProcess(RealServer server) {
    super(server);
  }

  /**
   * Starts an agent beside a HAProxy.
   *
   * @param folder holds its settings and its state
   * @param model the model's name
   * @param program main class and arguments, to which the settings file is added
   */
  public static AgentProcess start(
      Path folder, HaproxyProcess haproxy, String model, List<String> program) {
    return start(folder, haproxy, model, program, Map.of());
  }

  /**
   * The same.
   *
   * @param environment of its process, besides this one's own and the token
   */
  public static AgentProcess start(
      Path folder,
      HaproxyProcess haproxy,
      String model,
      List<String> program,
      Map<String, String> environment) {
    return start(folder, besideHaproxy(folder, haproxy, model), program, environment);
  }

  /** Settings of an agent beside a HAProxy that listens at {@value #LISTENS}. */
  public static String besideHaproxy(Path folder, HaproxyProcess haproxy, String model) {
    try {
      return Files.readString(HANDED_OUT)
          .replace("/var/lib/countersign/production/credit-risk", folder + "/agent")
          .replace("model: credit-risk", "model: " + model)
          .replace("/run/haproxy/countersign.sock", haproxy.socket().toString())
          .replace("/var/lib/haproxy", haproxy.folder().toString())
          .replace("/var/lib/countersign/slots", haproxy.slots().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes an agent's settings, as it is started with.
   *
   * @param settings YAML that listens at {@value #LISTENS}, for which {@code port} is taken
   */
  public static Path write(Path folder, String settings, int port) {
    Path file = folder.resolve("agent.yaml");
    try {
      return Files.writeString(file, settings.replace(LISTENS, "127.0.0.1:" + port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it takes from its environment. */
  public static Map<String, String> secrets() {
    return Map.of(TOKEN_VARIABLE, TOKEN, "COUNTERSIGN_WEBHOOK_SECRET", WEBHOOK_SECRET);
  }

  /**
   * Starts an agent.
   *
   * @param settings YAML that listens at {@value #LISTENS}, for which a free port is taken
   */
  public static AgentProcess start(Path folder, String settings, List<String> program) {
    return start(folder, settings, program, Map.of());
  }

  private static AgentProcess start(
      Path folder, String settings, List<String> program, Map<String, String> environment) {
    int port = Ports.free();
    List<String> arguments = new ArrayList<>(program.subList(1, program.size()));
    arguments.add(write(folder, settings, port).toString());
    Map<String, String> whole = new HashMap<>(environment);
    whole.putAll(secrets());
    return new AgentProcess(
        RealServer.start(
            "agent",
            port,
            JavaProgram.command(program.getFirst(), arguments),
            whole,
            () -> Ports.answers(port)));
  }

  /** Where workers ask it, and Prometheus. */
  public URI address() {
    return listensAt();
  }
}
