package dev.countersign.traffic.haproxy;

import dev.countersign.rollout.Bucketing;
import dev.countersign.rollout.Fallback;
import dev.countersign.rollout.Lease;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.rollout.Role;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.TrafficState;
import dev.countersign.traffic.RouteCount;
import dev.countersign.traffic.RouterGear;
import dev.countersign.traffic.ServingEndpoint;
import dev.countersign.traffic.TrafficException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells HAProxy its route as one entry of a map: through the runtime API where it runs, and in the
 * map's file for when it starts again. The entry carries the lease's end, so HAProxy gives
 * everything back by itself even when nobody is left to tell it.
 */
public final class HaproxyGear implements RouterGear {
  private static final String ROUTE = "route";
  private static final String VERSION = "version/";

  private final Path socket;
  private final RouteMap map;
  private final Slots slots;
  private final @Nullable String fallbackBackend;
  private final CountTable counts;
  private final @Nullable ServerStates servers;

  /**
   * @param socket HAProxy's stats socket, level admin
   * @param map the map file that {@code countersign.lua} was given
   * @param slots which backend serves which model
   * @param fallbackBackend the backend that stands for the fallback; null when there is none
   * @param servers HAProxy's {@code server-state-file}; null when it has none
   */
  public HaproxyGear(
      Path socket, Path map, Path slots, @Nullable String fallbackBackend, @Nullable Path servers) {
    RuntimeApi api = new RuntimeApi(socket);
    this.socket = socket;
    this.counts = new CountTable(api);
    this.servers = servers == null ? null : new ServerStates(api, servers);
    this.map = new RouteMap(api, map.toAbsolutePath().normalize());
    this.slots = new Slots(slots);
    this.fallbackBackend = fallbackBackend;
  }

  @Override
  public String name() {
    return "haproxy (" + socket + ")";
  }

  @Override
  public @Nullable Route read() {
    String text = map.running(ROUTE);
    if (text == null) {
      return null;
    }
    RouteLine line = RouteLine.parse(text);
    boolean fallen = line.restRole() == Role.FALLBACK;
    ModelTarget incumbent = fallen ? null : slots.target(line.rest());
    Fallback fallback = fallen ? fallback(line.rest()) : null;
    return line.givesAt(Instant.now())
        ? new Route(
            incumbent, slots.target(line.candidate()), fallback, line.share(), line.audience())
        : Route.settled(incumbent, fallback);
  }

  private Fallback fallback(String backend) {
    return new Fallback(
        backend, null, null, backend.equals(fallbackBackend) ? null : slots.target(backend));
  }

  /** The running HAProxy first: where it is gone, the file still tells the next one. */
  @Override
  public void write(TrafficState state) {
    Route route = state.route();
    if (route == null) {
      return;
    }
    String line = line(state, route).text();
    try {
      map.put(ROUTE, line);
    } finally {
      map.note(Map.of(ROUTE, line));
    }
    if (servers != null) {
      servers.note();
    }
  }

  @Override
  public List<RouteCount> counts() {
    return counts.read();
  }

  @Override
  public List<Double> latencyBounds() {
    return CountTable.BOUNDS;
  }

  private RouteLine line(TrafficState state, Route route) {
    ModelTarget candidate = route.candidate();
    ModelTarget incumbent = route.incumbent();
    Lease lease = state.lease();
    return new RouteLine(
        incumbent == null ? backend(route.fallback()) : slots.backend(incumbent),
        candidate == null ? RouteLine.NOBODY : slots.backend(candidate),
        route.candidateWeight(),
        route.audience(),
        lease == null ? 0 : lease.until().getEpochSecond(),
        state.generation(),
        candidate == null ? "" : Bucketing.salt(state.environment(), state.model(), candidate),
        route.rest());
  }

  private String backend(@Nullable Fallback fallback) {
    if (fallback != null && fallback.model() != null) {
      return slots.backend(fallback.model());
    }
    if (fallbackBackend == null) {
      throw new TrafficException(
          "no incumbent may serve and the agent has no fallback backend; name one in its settings");
    }
    return fallbackBackend;
  }

  @Override
  public void check(Route route) {
    if (route.incumbent() == null) {
      var _ = backend(route.fallback());
    }
  }

  @Override
  public void standBy(Fallback fallback) {
    nameBackend(ServingEndpoint.FALLBACK, backend(fallback));
  }

  /** Also lets callers who ask for the model by version reach it, now and after a restart. */
  @Override
  public void require(ModelTarget target) {
    nameBackend(target.version(), slots.backend(target));
  }

  private void nameBackend(String version, String backend) {
    String key = VERSION + RouteLine.writable(version);
    map.put(key, backend);
    map.note(Map.of(key, backend));
  }
}
