package org.example.router;

import dev.countersign.http.Answer;
import dev.countersign.http.HttpProblem;
import dev.countersign.http.JsonServer;
import dev.countersign.http.Request;
import dev.countersign.rollout.Audience;
import dev.countersign.rollout.Bucketing;
import dev.countersign.rollout.Fallback;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.RouteObservation;
import dev.countersign.traffic.LeaseKeeper;
import dev.countersign.traffic.LeaseStore;
import dev.countersign.traffic.LeasedRouter;
import dev.countersign.traffic.RouterControl;
import dev.countersign.traffic.ServedModel;
import dev.countersign.traffic.ServingEndpoint;
import dev.countersign.traffic.TrafficException;
import dev.countersign.traffic.TrafficHeaders;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Routes {@code credit-risk} in {@code production} to models of this process. It gives shares and
 * refers to rules or people; it neither mirrors nor falls back to an older model. Only the lease is
 * written down: who serves follows from it, for each request anew.
 */
public final class InMemoryRouter extends LeasedRouter {
  private static final String ENVIRONMENT = "production";
  private static final String MODEL = "credit-risk";
  private static final Duration LOOK = Duration.ofMillis(250);

  private final Set<ModelTarget> deployed;
  private final JsonServer server;
  private volatile Fallback standingBy;

  private InMemoryRouter(LeaseKeeper keeper, Set<ModelTarget> deployed, JsonServer server) {
    super(keeper);
    this.deployed = Set.copyOf(deployed);
    this.server = server;
  }

  /**
   * Starts it where it stopped.
   *
   * @param folder of its lease, held by this router alone
   * @param port where callers ask and its control answers; 0 for any free one
   * @param token what workers bear to move traffic
   * @param deployed models that answer here
   */
  public static InMemoryRouter start(
      Path folder, int port, String token, Set<ModelTarget> deployed) {
    try {
      JsonServer server = JsonServer.onLoopback(port);
      LeaseStore store = LeaseStore.open(folder, ENVIRONMENT, MODEL);
      LeaseKeeper keeper = new LeaseKeeper(store, InstantSource.system(), _ -> {});
      keeper.watch(LOOK);
      InMemoryRouter router = new InMemoryRouter(keeper, deployed, server);
      RouterControl.serve(server, router, token);
      server.serve("POST", "/v1/models/" + MODEL + ":predict", router::predict).start();
      return router;
    } catch (IOException e) {
      throw new TrafficException("port " + port + " is taken; give the router another", e);
    }
  }

  /** Starts one for {@code FOLDER PORT TOKEN}, and waits to be killed. */
  public static void main(String[] arguments) throws InterruptedException {
    try (InMemoryRouter router =
        start(
            Path.of(arguments[0]),
            Integer.parseInt(arguments[1]),
            arguments[2],
            Set.of(Models.INCUMBENT, Models.CANDIDATE))) {
      System.out.println(router.address());
      new CountDownLatch(1).await();
    }
  }

  /** Where callers ask, and workers move traffic. */
  public URI address() {
    return server.address();
  }

  @Override
  public RouteObservation observe() {
    return RouteObservation.of("in memory at " + address(), keeper().current(), keeper().now());
  }

  @Override
  public void offer(ServedModel model) {
    require(model.target());
  }

  @Override
  protected void require(ModelTarget target) {
    if (!deployed.contains(target)) {
      throw new TrafficException(
          "version %s is not deployed here; deploy it, then try again".formatted(target.shown()));
    }
  }

  @Override
  protected void check(Route route) {
    if (route.mirrors()) {
      throw new TrafficException("this router can't mirror; name the audience internal instead");
    }
    Fallback fallback = route.fallback();
    if (fallback != null && fallback.answer() == null) {
      throw new TrafficException(
          "fallback %s has no answer, and this router can only give one; declare an answer"
              .formatted(fallback.name()));
    }
  }

  @Override
  protected void standsBy(Fallback fallback) {
    standingBy = fallback;
  }

  private Answer predict(Request request) throws HttpProblem {
    Route route = keeper().current().route();
    String version = request.header(TrafficHeaders.VERSION);
    if (version != null) {
      return named(version);
    }
    if (route == null) {
      throw new HttpProblem(503, "nothing is routed yet; start a rollout", null);
    }
    return switch (route.serves(bucket(request, route), member(request))) {
      case CANDIDATE -> answer(route.candidate());
      case INCUMBENT -> answer(route.incumbent());
      case FALLBACK -> answer(route.fallback());
    };
  }

  private Answer named(String version) throws HttpProblem {
    if (version.equals(ServingEndpoint.FALLBACK) && standingBy != null) {
      return answer(standingBy);
    }
    for (ModelTarget model : deployed) {
      if (model.version().equals(version)) {
        return answer(model);
      }
    }
    throw new HttpProblem(404, "no version " + version + " is deployed here", null);
  }

  /** A unit always falls into the same bucket; a caller without one into any. */
  private static double bucket(Request request, Route route) {
    String unit = request.header(TrafficHeaders.UNIT);
    if (unit == null || route.candidate() == null) {
      return ThreadLocalRandom.current().nextDouble(100);
    }
    return Bucketing.bucket(Bucketing.salt(ENVIRONMENT, MODEL, route.candidate()), unit);
  }

  private static Audience member(Request request) throws HttpProblem {
    String audience = request.header(TrafficHeaders.AUDIENCE);
    try {
      return audience == null ? Audience.NOBODY : Audience.named(audience);
    } catch (IllegalArgumentException e) {
      throw new HttpProblem(400, e.getMessage(), e);
    }
  }

  private static Answer answer(ModelTarget model) {
    return Answer.json(
        Map.of("servedBy", Map.of("version", model.version(), "digest", model.digest())));
  }

  private static Answer answer(Fallback fallback) {
    return Answer.json(Map.of("answer", fallback.answer()));
  }

  @Override
  public void close() {
    server.close();
    super.close();
  }
}
