package dev.countersign.adversarial;

import dev.countersign.adversarial.BrokenInputs.Answer;
import dev.countersign.adversarial.BrokenInputs.Probe;
import dev.countersign.decision.Grouping;
import dev.countersign.gate.Check;
import dev.countersign.gates.Bars;
import dev.countersign.gates.Figure;
import dev.countersign.stats.Difference;
import dev.countersign.stats.Mean;
import dev.countersign.stats.Proportion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Turns what attacks and accidents came to into checks. */
record AttackChecks(Bars bars, AttackSettings settings) {
  private static final double CONFIDENCE = 0.95;

  /** Success, what accuracy is left, and how far decisions are from turning. */
  List<Check> attacks(List<AttackOutcome> outcomes) {
    Proportion success = share(outcomes, o -> o.fooledWithin(settings.epsilon()));
    Proportion robust = share(outcomes, o -> o.correct() && !o.fooledWithin(settings.epsilon()));
    List<Check> checks = new ArrayList<>();
    checks.add(success(success, outcomes).judgedBy(bars.of("attack-success-rate")));
    checks.add(
        proportion("robust-accuracy", robust)
            .convention(
                "attacked rows decided as labelled that no attack turned within ε / attacked rows")
            .note("Of " + words() + ".")
            .judgedBy(bars.of("robust-accuracy")));
    if (outcomes.stream().anyMatch(o -> o.certified() != null)) {
      checks.add(certified(outcomes).judgedBy(bars.of("certified-accuracy")));
    }
    checks.add(distance(outcomes).judgedBy(bars.of("empirical-robustness")));
    return checks;
  }

  private Figure certified(List<AttackOutcome> outcomes) {
    return proportion(
            "certified-accuracy",
            share(outcomes, o -> o.correct() && o.holdsWithin(settings.epsilon())))
        .convention(
            "attacked rows decided as labelled that no row within ε can turn, by proof / attacked"
                + " rows")
        .note(
            "What attacks leave is robust-accuracy, what is proven is this; the truth lies"
                + " between.");
  }

  private String words() {
    return settings.words();
  }

  private Figure success(Proportion success, List<AttackOutcome> outcomes) {
    Figure figure =
        proportion("attack-success-rate", success)
            .convention(
                "attacked rows whose decision was turned within ε and the feature schema /"
                    + " attacked rows")
            .note("With " + words() + ".");
    long discarded = outcomes.stream().filter(AttackOutcome::discarded).count();
    if (discarded > 0) {
      figure.note(discarded + " finds did not stand when checked afterwards and don't count.");
    }
    return figure;
  }

  private Figure distance(List<AttackOutcome> outcomes) {
    Figure figure =
        Figure.of("empirical-robustness")
            .rows(outcomes.size())
            .convention(
                "mean over all attacked rows of the smallest distance that turned the decision, in"
                    + " standard deviations; a row never turned counts "
                    + settings.reach());
    if (outcomes.isEmpty()) {
      return figure.note("No row was attacked.");
    }
    Mean mean =
        Mean.of(
            outcomes.stream()
                .mapToDouble(o -> o.distance() == null ? settings.reach() : o.distance())
                .map(d -> Math.min(d, settings.reach()))
                .toArray());
    figure.value(mean.value());
    return mean.n() < 2 ? figure : figure.interval(mean.interval(CONFIDENCE));
  }

  /** Success by group, and against the reference: is anyone easier to attack? */
  List<Check> byGroup(List<AttackOutcome> outcomes, List<Grouping> groupings) {
    List<Check> checks = new ArrayList<>();
    for (Grouping grouping : groupings) {
      Proportion reference = success(outcomes, grouping, 0);
      for (int group = 0; group < grouping.groups().size(); group++) {
        String name = grouping.groups().get(group);
        Proportion success = success(outcomes, grouping, group);
        checks.add(
            proportion("attack-success-rate", success)
                .on(grouping.attribute())
                .group(name, null)
                .convention("as for all rows, over the attacked rows of the group")
                .judgedBy(null));
        if (group > 0) {
          checks.add(
              difference(success, reference)
                  .on(grouping.attribute())
                  .group(name, grouping.reference())
                  .judgedBy(bars.of("attack-success-difference")));
        }
      }
    }
    return checks;
  }

  private Proportion success(List<AttackOutcome> outcomes, Grouping grouping, int group) {
    return share(
        outcomes.stream().filter(o -> grouping.codes()[o.row()] == group).toList(),
        o -> o.fooledWithin(settings.epsilon()));
  }

  private static Figure difference(Proportion success, Proportion reference) {
    Figure figure =
        Figure.of("attack-success-difference")
            .ratesOf("decisions")
            .rows(success.trials() + reference.trials())
            .convention("attack-success-rate of the group − that of the reference");
    return success.isEmpty() || reference.isEmpty()
        ? figure.note("One of the two groups has no attacked row.")
        : figure
            .value(Difference.of(success, reference))
            .interval(Difference.newcombe(success, reference, CONFIDENCE));
  }

  /** Rows that keep their decision, or are refused, under noise. */
  Check noise(Proportion held) {
    return proportion("noise-robustness", held)
        .on(Corruption.NOISE.words)
        .convention(
            "rows whose decision holds, or that are refused, when their numbers are noisy / rows")
        .judgedBy(bars.of("noise-robustness"));
  }

  /** Rows that keep their decision, or are refused, under damage. */
  Check corruption(Corruption kind, Proportion held) {
    return proportion("corruption-robustness", held)
        .on(kind.words)
        .convention("rows whose decision holds, or that are refused, when damaged once / rows")
        .judgedBy(bars.of("corruption-robustness"));
  }

  /** Broken inputs answered sanely or refused. */
  Check sanity(List<Probe> probes) {
    long refused = probes.stream().filter(p -> p.answer() == Answer.REFUSED).count();
    List<Probe> broke = probes.stream().filter(p -> p.answer() == Answer.BROKE).toList();
    Figure figure =
        Figure.of("input-sanity")
            .rows(probes.size())
            .convention("broken inputs answered as the task asks or refused / broken inputs")
            .note(
                String.format(
                    Locale.ROOT,
                    "Missing, far out of range and unseen values, one at a time: %d refused, %d"
                        + " answered.",
                    refused,
                    probes.size() - refused - broke.size()));
    if (!broke.isEmpty()) {
      Probe first = broke.getFirst();
      figure.note("It broke on " + first.input() + ": " + first.detail() + ".");
    }
    Double share = probes.isEmpty() ? null : 1 - (double) broke.size() / probes.size();
    return figure.value(share).judgedBy(bars.of("input-sanity"));
  }

  private static Proportion share(List<AttackOutcome> outcomes, Predicate<AttackOutcome> counts) {
    return new Proportion(outcomes.stream().filter(counts).count(), outcomes.size());
  }

  private static Figure proportion(String check, Proportion share) {
    Figure figure = Figure.of(check).ratesOf("decisions").rows(share.trials());
    return share.isEmpty()
        ? figure.note("No row was attacked.")
        : figure.value(share.rate()).interval(share.wilson(CONFIDENCE));
  }
}
