package dev.countersign.traffic.agent;

import dev.countersign.http.Answer;
import dev.countersign.http.JsonServer;
import dev.countersign.traffic.LeaseStore;
import dev.countersign.traffic.RouterControl;
import dev.countersign.traffic.RouterGear;
import dev.countersign.traffic.TrafficException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * The process beside a router. Workers move traffic through it ({@link RouterControl}, bearing the
 * token in {@value #TOKEN}); it holds the lease, and keeps the router to it.
 */
public final class TrafficAgent implements AutoCloseable {
  /** The environment variable that holds the token, at least 16 characters. */
  public static final String TOKEN = "COUNTERSIGN_AGENT_TOKEN";

  private static final System.Logger LOG = System.getLogger(TrafficAgent.class.getName());

  private final AgentRouter router;
  private final JsonServer server;

  private TrafficAgent(AgentRouter router, JsonServer server) {
    this.router = router;
    this.server = server;
  }

  /**
   * Starts an agent where it stopped: what its state says is enforced before anybody is answered.
   *
   * @param secrets the environment: {@value #TOKEN}, and what its router needs
   * @throws TrafficException if its folder is taken, or its address
   * @throws IllegalArgumentException if a secret is missing or too short; says which
   */
  public static TrafficAgent start(AgentSettings settings, Map<String, String> secrets) {
    String token = secrets.get(TOKEN);
    if (token == null) {
      throw new IllegalArgumentException(
          "there is no "
              + TOKEN
              + " in the environment; set it to 16 characters or more, here and where the workers"
              + " run");
    }
    RouterGear gear = Gears.of(settings, secrets);
    LeaseStore store = LeaseStore.open(settings.state(), settings.environment(), settings.model());
    AgentRouter router = AgentRouter.start(store, gear, InstantSource.system());
    try {
      JsonServer server = JsonServer.on(settings.address());
      RouterControl.serve(server, router, token);
      AgentMetrics metrics = new AgentMetrics(router);
      server
          .serve("GET", "/healthz", _ -> Answer.json(Map.of("status", "up")))
          .serve("GET", "/metrics", _ -> metrics.answer())
          .start();
      return new TrafficAgent(router, server);
    } catch (IOException e) {
      router.close();
      throw new TrafficException("the agent can't listen on " + settings.listen(), e);
    } catch (TrafficException | IllegalArgumentException e) {
      router.close();
      throw e;
    }
  }

  /** Where workers ask. */
  public URI address() {
    return server.address();
  }

  /** Stops without giving anything back: the lease runs on, and the router ends it itself. */
  @Override
  public void close() {
    server.close();
    router.close();
  }

  /**
   * Runs an agent until it is killed.
   *
   * @param args the settings file
   */
  public static void main(String[] args) throws InterruptedException {
    if (args.length != 1) {
      throw new IllegalArgumentException("an agent needs its settings file as argument");
    }
    try (TrafficAgent agent = start(AgentSettings.read(Path.of(args[0])), System.getenv())) {
      LOG.log(System.Logger.Level.INFO, "the agent listens at {0}", agent.address());
      new CountDownLatch(1).await();
    }
  }
}
