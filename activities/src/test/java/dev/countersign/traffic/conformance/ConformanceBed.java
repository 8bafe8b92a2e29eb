package dev.countersign.traffic.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.manifest.RouterAbility;
import dev.countersign.rollout.Audience;
import dev.countersign.rollout.Bucketing;
import dev.countersign.rollout.Fallback;
import dev.countersign.rollout.LeaseAnswer;
import dev.countersign.rollout.LeaseClaim;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.rollout.Refusal;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.RouteIntent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What the cases have in common: a router that is tried, its callers, and how it is moved. */
abstract class ConformanceBed {
  static final String HOLDER = "rollout/production/credit-risk@1";
  static final Duration LONG = Duration.ofSeconds(60);
  static final Duration SHORT = Duration.ofSeconds(3);

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Tag of the cases that kill the router. */
  static final String KILLS = "kills";

  @TempDir Path folder;
  RouterUnderTest subject;
  private @Nullable KillableRouter killable;
  Callers callers;

  /**
   * Starts the router that is tried in processes of its own, with its state under {@code folder}.
   */
  protected abstract KillableRouter startToBeKilled(Path folder);

  /**
   * The same for the cases that leave it alive. It may run in the test's own process, where it
   * starts sooner.
   */
  protected RouterUnderTest start(Path folder) {
    return startToBeKilled(folder);
  }

  @BeforeEach
  final void begin(TestInfo test) {
    if (test.getTags().contains(KILLS)) {
      killable = startToBeKilled(folder);
      subject = killable;
    } else {
      subject = start(folder);
    }
    callers = new Callers(subject.endpoint());
    subject.router().offer(subject.incumbent());
    subject.router().offer(subject.candidate());
  }

  /** The router of a case that is tagged {@value #KILLS}. */
  KillableRouter killable() {
    return Objects.requireNonNull(killable, "only cases tagged " + KILLS + " kill the router");
  }

  @AfterEach
  final void end() {
    subject.close();
  }

  /** Routes of a rollout, each with the callers of those before it; the last is complete. */
  List<Route> growing() {
    return subject.can(RouterAbility.SHARES)
        ? List.of(weighing(5), weighing(25), weighing(50), weighing(100))
        : List.of(audience(Audience.INTERNAL), audience(Audience.PILOT), weighing(100));
  }

  /** A route that gives the candidate something, and most callers nothing. */
  Route part() {
    return growing().getFirst();
  }

  /**
   * Which version answers a caller whom {@link #part} leaves with the rest. Requests without a unit
   * are dealt as they come, so this one has a unit.
   */
  String versionOfTheRest() {
    String unit =
        IntStream.iterate(0, number -> number + 1)
            .mapToObj(number -> "applicant-" + number)
            .filter(each -> bucket(each) >= 50)
            .findFirst()
            .orElseThrow();
    return callers.version("x-countersign-unit", unit);
  }

  /** Where a unit lies, in [0, 100): a share above it gives it the candidate. */
  double bucket(String unit) {
    return Bucketing.bucket("production/credit-risk/" + candidate().version() + "/", unit);
  }

  void awaitVersion(ModelTarget target) {
    await("answers of " + target.version(), () -> callers.version().equals(target.version()));
  }

  void awaitEnded() {
    await("the end of the lease", () -> subject.router().observe().leaseUntil() == null);
  }

  ModelTarget incumbent() {
    return subject.incumbent().target();
  }

  ModelTarget candidate() {
    return subject.candidate().target();
  }

  static Fallback people() {
    return new Fallback("people", null, Map.of("decision", "refer"), null);
  }

  Route weighing(double weight) {
    return new Route(incumbent(), candidate(), people(), weight, Audience.NOBODY);
  }

  Route audience(Audience audience) {
    return new Route(incumbent(), candidate(), people(), 0, audience);
  }

  static RouteIntent intent(long generation, Route route, Duration ttl) {
    return new RouteIntent("production", "credit-risk", HOLDER, generation, route, ttl);
  }

  static LeaseClaim claim(long generation) {
    return new LeaseClaim("production", "credit-risk", HOLDER, generation);
  }

  LeaseAnswer apply(long generation, Route route) {
    return subject.router().apply(intent(generation, route, LONG));
  }

  static void accept(LeaseAnswer answer) {
    assertThat(answer).isInstanceOf(LeaseAnswer.Accepted.class);
  }

  static void assertRefused(LeaseAnswer answer, Refusal refusal) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            LeaseAnswer.Refused.class, no -> assertThat(no.refusal()).isEqualTo(refusal));
  }

  /** Until something is so; a router that never gets there fails and does not hang. */
  static void await(String what, BooleanSupplier holds) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!holds.getAsBoolean()) {
      assertThat(Instant.now()).as("never came within %s: %s", PATIENCE, what).isBefore(deadline);
      pause(50);
    }
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  void assertGenerationIs(long generation) {
    assertThat(subject.router().observe().generation()).isEqualTo(generation);
  }
}
