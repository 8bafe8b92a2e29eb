package dev.countersign.traffic.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.http.Answer;
import dev.countersign.http.JsonServer;
import dev.countersign.rollout.Fallback;
import dev.countersign.rollout.LiveGroups;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.RouteObservation;
import dev.countersign.rollout.TrafficState;
import dev.countersign.traffic.LeaseKeeper;
import dev.countersign.traffic.LeaseStore;
import dev.countersign.traffic.LeasedRouter;
import dev.countersign.traffic.ServedModel;
import dev.countersign.traffic.TrafficException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Serves one model's versions over HTTP on loopback: {@code POST /v1/models/{model}:predict},
 * {@code GET /route}, {@code /healthz} and {@code /metrics}. What it routes is what its lease says,
 * read anew for every request, so a lease that is not renewed gives everything back unaided; state
 * and models are found again after a kill.
 */
public final class EmbeddedRouter extends LeasedRouter {
  private static final Duration LOOK = Duration.ofMillis(100);

  private final ModelShelf shelf;
  private final RouterMetrics metrics;
  private final Mirror mirror;
  private final JsonServer http;
  private final AtomicReference<@Nullable Fallback> standby;
  private final Set<String> offered = new HashSet<>();

  private EmbeddedRouter(
      LeaseKeeper keeper,
      AtomicReference<@Nullable Fallback> standby,
      ModelShelf shelf,
      RouterMetrics metrics,
      Mirror mirror,
      JsonServer http) {
    super(keeper);
    this.metrics = metrics;
    this.mirror = mirror;
    this.standby = standby;
    this.shelf = shelf;
    this.http = http;
  }

  /**
   * Starts a router, or starts it again where it stopped.
   *
   * @throws TrafficException if another process holds its folder, or no port can be had
   */
  public static EmbeddedRouter start(RouterSettings settings, ScorerLoader loader) {
    Path folder = settings.folder();
    LeaseStore store = LeaseStore.open(folder, settings.environment(), settings.model());
    RouterMetrics metrics = new RouterMetrics(settings.environment(), settings.model());
    LeaseKeeper keeper = new LeaseKeeper(store, settings.clock(), metrics::expect);
    ModelShelf shelf = null;
    try {
      shelf = new ModelShelf(folder.resolve("models"), loader);
      JsonServer http = listen(settings);
      AtomicReference<@Nullable Fallback> standby =
          new AtomicReference<>(keeper.current().fallback());
      Mirror mirror = new Mirror(metrics);
      Predictor predictor = new Predictor(keeper::current, standby::get, shelf, metrics, mirror);
      serve(http, settings, keeper, predictor, metrics);
      keeper.watch(LOOK);
      return new EmbeddedRouter(keeper, standby, shelf, metrics, mirror, http);
    } catch (TrafficException e) {
      keeper.close();
      if (shelf != null) {
        shelf.close();
      }
      throw e;
    }
  }

  private static void serve(
      JsonServer http,
      RouterSettings settings,
      LeaseKeeper keeper,
      Predictor predictor,
      RouterMetrics metrics) {
    String predict = "/v1/models/" + settings.model() + ":predict";
    http.serve(
            "POST",
            predict,
            request ->
                Answer.json(
                    predictor.answer(
                        new Asked(
                            request.as(JsonNode.class),
                            Caller.of(request, metrics.tellingHeaders())))))
        .serve("GET", "/route", _ -> Answer.json(observe(keeper)))
        .serve("GET", "/healthz", _ -> Answer.json(Map.of("status", "up")))
        .serve("GET", "/metrics", _ -> metrics.answer())
        .start();
  }

  private static JsonServer listen(RouterSettings settings) {
    LastPort last = new LastPort(settings.folder().resolve("port"));
    int wanted = settings.port() == 0 ? last.read() : settings.port();
    try {
      JsonServer server = bind(wanted, settings.port() == 0);
      last.write(server.address().getPort());
      return server;
    } catch (IOException e) {
      throw new TrafficException(
          "the router of %s in %s can't listen on port %d (%s); name another or 0"
              .formatted(settings.model(), settings.environment(), wanted, e.getMessage()),
          e);
    }
  }

  private static JsonServer bind(int wanted, boolean anyWillDo) throws IOException {
    try {
      return JsonServer.onLoopback(wanted);
    } catch (IOException e) {
      if (!anyWillDo || wanted == 0) {
        throw e;
      }
      return JsonServer.onLoopback(0);
    }
  }

  /** The port a router had, so that callers find it again after a restart. */
  private record LastPort(Path file) {
    int read() {
      try {
        return Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : 0;
      } catch (IOException | NumberFormatException e) {
        return 0;
      }
    }

    void write(int port) throws IOException {
      Files.writeString(file, Integer.toString(port));
    }
  }

  /** Where it answers, for example {@code http://127.0.0.1:40123}. */
  public URI address() {
    return http.address();
  }

  @Override
  public RouteObservation observe() {
    return observe(keeper());
  }

  private static RouteObservation observe(LeaseKeeper keeper) {
    return RouteObservation.of("embedded", keeper.current(), keeper.now());
  }

  @Override
  public synchronized void offer(ServedModel model) {
    shelf.put(model);
    offered.add(model.target().digest());
  }

  @Override
  public void countBy(List<LiveGroups> groups) {
    metrics.countBy(groups);
  }

  @Override
  protected void standsBy(Fallback fallback) {
    standby.set(fallback);
  }

  @Override
  protected void accepted(TrafficState state) {
    shelf.keepOnly(needed(state));
    offered.clear();
  }

  @Override
  protected void require(ModelTarget target) {
    if (shelf.get(target).isEmpty()) {
      throw new TrafficException(
          "version %s is not loaded here; offer it to the router first".formatted(target.shown()));
    }
  }

  private Set<String> needed(TrafficState state) {
    Route route = state.route();
    Fallback fallback = state.fallback();
    Set<String> digests = new HashSet<>(offered);
    Stream.of(
            state.incumbent(),
            state.former(),
            route == null ? null : route.candidate(),
            fallback == null ? null : fallback.model())
        .filter(Objects::nonNull)
        .map(ModelTarget::digest)
        .forEach(digests::add);
    return digests;
  }

  /** Stops without giving anything back: its state waits in its folder, and the lease runs on. */
  @Override
  public void close() {
    http.close();
    mirror.close();
    super.close();
    shelf.close();
  }
}
