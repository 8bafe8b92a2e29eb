package dev.countersign.traffic;

import dev.countersign.rollout.Audience;
import dev.countersign.rollout.Fallback;
import dev.countersign.rollout.LeaseAnswer;
import dev.countersign.rollout.LeaseClaim;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.rollout.Refusal;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.RouteIntent;
import dev.countersign.rollout.RouteObservation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Several routers of one model, each with a lease of its own. A lease is renewed at all of them or
 * at none, so when one can't be reached for longer than the lease all give everything back. A
 * commit is final at each router it reaches; repeated, it reaches the others too.
 */
public final class FleetRouter implements TrafficRouter {
  private final List<TrafficRouter> members;

  /**
   * @param members at least one
   */
  public FleetRouter(List<TrafficRouter> members) {
    if (members.isEmpty()) {
      throw new IllegalArgumentException("a fleet has at least one router");
    }
    this.members = List.copyOf(members);
  }

  /**
   * What all of them route, under the highest generation any of them saw. Where they disagree, what
   * one of those routes that differ from the newest, so that nobody takes the change for done.
   */
  @Override
  public RouteObservation observe() {
    List<RouteObservation> all = observeEach();
    RouteObservation newest =
        all.stream().max(Comparator.comparingLong(RouteObservation::generation)).orElseThrow();
    RouteObservation shown =
        all.stream().filter(one -> !agrees(one, newest)).findFirst().orElse(newest);
    return new RouteObservation(
        String.join(", ", all.stream().map(RouteObservation::router).toList()),
        newest.environment(),
        newest.model(),
        newest.generation(),
        newest.holder(),
        shown.route(),
        shown.leaseUntil(),
        newest.former(),
        shown.ended(),
        newest.observedAt());
  }

  @Override
  public List<RouteObservation> observeEach() {
    return atAll(TrafficRouter::observe);
  }

  private static boolean agrees(RouteObservation one, RouteObservation other) {
    return Objects.equals(one.route(), other.route())
        && (one.leaseUntil() == null) == (other.leaseUntil() == null);
  }

  @Override
  public void standBy(Fallback fallback) {
    var _ =
        atAll(
            member -> {
              member.standBy(fallback);
              return true;
            });
  }

  @Override
  public void offer(ServedModel model) {
    var _ =
        atAll(
            member -> {
              member.offer(model);
              return true;
            });
  }

  @Override
  public LeaseAnswer apply(RouteIntent intent) {
    return agreed(atAll(member -> member.apply(intent)));
  }

  @Override
  public LeaseAnswer renew(LeaseClaim claim) {
    var _ = atAll(TrafficRouter::observe);
    return agreed(atAll(member -> member.renew(claim)));
  }

  @Override
  public LeaseAnswer giveBack(LeaseClaim claim) {
    return agreed(atAll(member -> member.giveBack(claim)));
  }

  /** All leases are renewed first, so that none ends between the first commit and the last. */
  @Override
  public LeaseAnswer commit(RouteIntent intent) {
    var _ = atAll(member -> member.renew(intent.claim()));
    List<LeaseAnswer> answers = atAll(member -> member.commit(intent));
    boolean begun = answers.stream().anyMatch(LeaseAnswer.Accepted.class::isInstance);
    return begun && answers.stream().anyMatch(FleetRouter::ended)
        ? caughtUp(intent)
        : agreed(answers);
  }

  private static boolean ended(LeaseAnswer answer) {
    return answer instanceof LeaseAnswer.Refused refused && refused.refusal() == Refusal.ENDED;
  }

  /** Some have the candidate for good, so those whose lease ended meanwhile get it too. */
  private LeaseAnswer caughtUp(RouteIntent intent) {
    ModelTarget candidate = Objects.requireNonNull(intent.route().candidate());
    long next = intent.generation() + 1;
    Route settled = new Route(candidate, null, intent.route().fallback(), 0, Audience.NOBODY);
    return agreed(
        atAll(
            member -> {
              Route route = member.observe().route();
              if (route != null && candidate.equals(route.incumbent())) {
                return member.apply(with(intent, next, settled));
              }
              RouteIntent whole = with(intent, next, intent.route());
              return member.apply(whole) instanceof LeaseAnswer.Refused refused
                  ? refused
                  : member.commit(whole);
            }));
  }

  private static RouteIntent with(RouteIntent intent, long generation, Route route) {
    return new RouteIntent(
        intent.environment(),
        intent.model(),
        intent.holder(),
        generation,
        route,
        intent.leaseTtl());
  }

  /** A refusal by any is the fleet's, with the highest generation seen. */
  private static LeaseAnswer agreed(List<LeaseAnswer> answers) {
    return answers.stream()
        .filter(LeaseAnswer.Refused.class::isInstance)
        .max(Comparator.comparingLong(answer -> answer.state().generation()))
        .orElse(answers.getFirst());
  }

  /** Asks all of them, even after one failed. */
  private <T> List<T> atAll(Function<TrafficRouter, T> question) {
    List<T> answers = new ArrayList<>();
    List<TrafficException> failures = new ArrayList<>();
    for (TrafficRouter member : members) {
      try {
        answers.add(question.apply(member));
      } catch (TrafficException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      TrafficException first = failures.getFirst();
      throw new TrafficException(
          "%d of %d routers can't be asked: %s"
              .formatted(failures.size(), members.size(), first.getMessage()),
          first);
    }
    return answers;
  }
}
