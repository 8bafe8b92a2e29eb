package dev.countersign.traffic;

import dev.countersign.rollout.Lease;
import dev.countersign.rollout.LeaseAnswer;
import dev.countersign.rollout.TrafficState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Keeps one router's state: every change is durable before it is answered, and a lease that is not
 * renewed ends by itself. The lease is timed twice, by the wall clock that survives a restart and
 * by the process's own clock that nobody can set back; it ends by whichever comes first.
 */
public final class LeaseKeeper implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LeaseKeeper.class.getName());

  private final LeaseStore store;
  private final InstantSource clock;
  private final Consumer<TrafficState> enforce;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("traffic-lease").factory());
  private final Map<String, String> problems = new ConcurrentHashMap<>();
  private volatile Held held;

  /** A state, and the time on the process's own clock at which its lease ends. */
  private record Held(TrafficState state, long endsAtNanos) {}

  /**
   * Takes over the state of {@code store}, which it closes with itself.
   *
   * @param enforce makes the router route what a state says, whatever it routes now; called before
   *     a change is answered and at every look, so it must be cheap where nothing has to change
   */
  public LeaseKeeper(LeaseStore store, InstantSource clock, Consumer<TrafficState> enforce) {
    this.store = store;
    this.clock = clock;
    this.enforce = enforce;
    this.held = held(store.state());
  }

  /**
   * Looks now, before it returns, and then every {@code period} whether the lease still stands and
   * the router still obeys.
   */
  public void watch(Duration period) {
    look();
    long millis = period.toMillis();
    var _ = watch.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** The state as it stands this instant. */
  public TrafficState current() {
    Held now = held;
    return now.state().at(time(now));
  }

  /** The time by the router's clock. */
  public Instant now() {
    return clock.instant();
  }

  /**
   * Changes the state: decides on what stands, saves what was decided, enforces it, and only then
   * answers.
   *
   * @throws TrafficException if it can't be saved or enforced; what was saved is enforced later
   */
  public synchronized LeaseAnswer change(BiFunction<TrafficState, Instant, LeaseAnswer> decision) {
    LeaseAnswer answer = decision.apply(current(), clock.instant());
    TrafficState next = answer.state();
    if (!next.equals(store.state())) {
      store.save(next);
      held = held(next);
    }
    enforce.accept(next);
    return answer;
  }

  /** Traffic comes first: what a state says is enforced even where it can't be written down. */
  private synchronized void look() {
    TrafficState now = current();
    attempt("enforced", () -> enforce.accept(now));
    if (now.equals(store.state())) {
      return;
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "{0} in {1}: generation {2} {3}",
        now.model(),
        now.environment(),
        now.generation(),
        now.ended());
    held = held(now);
    attempt("written down", () -> store.save(now));
  }

  private void attempt(String what, Runnable action) {
    try {
      action.run();
      problems.remove(what);
    } catch (RuntimeException e) {
      String message = String.valueOf(e.getMessage());
      if (!message.equals(problems.put(what, message))) {
        LOG.log(System.Logger.Level.ERROR, "the state of traffic can't be " + what + " yet", e);
      }
    }
  }

  private Held held(TrafficState state) {
    Lease lease = state.lease();
    if (lease == null) {
      return new Held(state, 0);
    }
    Duration left = Duration.between(clock.instant(), lease.until());
    Duration most = left.compareTo(lease.ttl()) > 0 ? lease.ttl() : left;
    return new Held(state, System.nanoTime() + most.toNanos());
  }

  private Instant time(Held now) {
    Lease lease = now.state().lease();
    if (lease == null || System.nanoTime() - now.endsAtNanos() < 0) {
      return clock.instant();
    }
    return lease.until();
  }

  @Override
  public void close() {
    watch.close();
    store.close();
  }
}
