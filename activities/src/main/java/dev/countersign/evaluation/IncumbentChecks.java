package dev.countersign.evaluation;

import dev.countersign.gate.Check;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.DecideOn;
import dev.countersign.gate.Interval;
import dev.countersign.gates.Bars;
import dev.countersign.gates.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the release loses against what serves now, on the same rows. Every loss is a check {@code
 * <id>-drop}: above 0 the release is worse. A bar's {@code maxDrop} is met when the interval's
 * upper end is: non-inferiority, not the absence of a significant difference.
 */
record IncumbentChecks(Bars bars) {

  /** The loss in every performance metric; with a verdict where the policy sets {@code maxDrop}. */
  List<Check> performance(Predicted release, Predicted serving) {
    List<Check> checks = new ArrayList<>(new OutcomeDrops(bars).of(release, serving));
    checks.addAll(performance(release.rows(), serving.rows(), metrics(release)));
    return checks;
  }

  private List<Performance> metrics(Predicted release) {
    return PerformanceChecks.of(bars, release.outcome()).metrics();
  }

  private List<Check> performance(
      ScoredRows release, ScoredRows serving, List<Performance> metrics) {
    List<Check> checks = new ArrayList<>();
    Scored of = Scored.of(release);
    Scored was = Scored.of(serving);
    for (Performance metric : metrics) {
      Measure now = metric.of(of);
      Measure before = metric.of(was);
      Figure figure =
          Figure.of(metric.id + "-drop")
              .group("all", "incumbent")
              .ratesOf(metric.of)
              .rows(release.n())
              .convention(
                  (metric.moreIsBetter ? "incumbent − release of " : "release − incumbent of ")
                      + metric.convention
                      + "; the same rows");
      CheckBar bar = dropBar(bars.of(metric.id));
      if (now.value() == null || before.value() == null) {
        figure.note(missing(now, before));
      } else {
        figure.value((metric.moreIsBetter ? -1 : 1) * (now.value() - before.value()));
        addPaired(figure, PairedDrop.of(metric, release, serving), bar);
      }
      checks.add(figure.judgedBy(bar));
    }
    return checks;
  }

  static void addPaired(Figure figure, PairedDrop drop, @Nullable CheckBar bar) {
    Interval interval = drop.interval();
    figure.interval(interval);
    PairedDrop.Test test = drop.p();
    if (test != null) {
      figure.note(
          String.format(Locale.ROOT, "No difference: p = %.4f by %s.", test.p(), test.name()));
    }
    if (bar != null && interval != null) {
      figure.note(nonInferiority(interval, Objects.requireNonNull(bar.max())));
    }
  }

  /** Non-inferiority in words: which margin, and whether the interval's upper end keeps to it. */
  private static String nonInferiority(Interval drop, double margin) {
    return String.format(
        Locale.ROOT,
        drop.high() <= margin
            ? "Non-inferior by the margin %.4g: with %.4g %% confidence it loses %.4f at most."
            : "Not shown to be non-inferior by the margin %.4g: with %.4g %% confidence all that"
                + " can be said is that it loses %.4f at most.",
        margin,
        100 * (1 + drop.confidence()) / 2,
        drop.high());
  }

  /**
   * The loss in fairness: how much farther from parity the release is than what serves now. Only
   * metrics with {@code maxDrop}.
   */
  List<Check> fairness(ScoredGroups release, ScoredGroups serving, boolean warnOnly) {
    List<Check> checks = new ArrayList<>();
    for (Comparison metric : Comparison.all()) {
      CheckBar drop = dropBar(bars.of(metric.id()));
      if (drop == null) {
        continue;
      }
      for (int group = 1; group < release.groups().size(); group++) {
        Measure now = metric.of(release.scored().get(group), release.ofReference());
        Measure before = metric.of(serving.scored().get(group), serving.ofReference());
        Figure figure =
            Figure.of(metric.id() + "-drop")
                .on(release.attribute())
                .group(release.groups().get(group), "incumbent")
                .ratesOf(metric.of())
                .rows(release.scored().get(group).n())
                .convention("distance from parity of the release − of the incumbent");
        addLoss(figure, metric, now, before, drop);
        checks.add(figure.judgedBy(warnOnly ? Bars.warning(drop) : drop));
      }
    }
    return checks;
  }

  private static void addLoss(
      Figure figure, Comparison metric, Measure now, Measure before, CheckBar bar) {
    Double value = now.value();
    Double earlier = before.value();
    if (value == null || earlier == null) {
      figure.note(missing(now, before));
      return;
    }
    figure.value(Parity.distance(metric, value) - Parity.distance(metric, earlier));
    double each = 1 - (1 - Measure.CONFIDENCE) / 2;
    Interval of = now.interval(each);
    Interval was = before.interval(each);
    if (of != null && was != null) {
      Interval loss = PairedDrop.minus(Parity.distance(metric, of), Parity.distance(metric, was));
      figure.interval(loss).note(nonInferiority(loss, Objects.requireNonNull(bar.max())));
    }
  }

  /** One check for every metric with {@code maxDrop} that can't be compared, saying why. */
  List<Check> uncompared(String why) {
    return uncompared(why, List.of());
  }

  /** The same for those metrics alone that none of these checks answers. */
  List<Check> uncompared(String why, List<Check> answers) {
    Set<String> answered = answers.stream().map(Check::check).collect(Collectors.toSet());
    List<Check> checks = new ArrayList<>();
    bars.all()
        .forEach(
            (id, bar) -> {
              CheckBar drop = dropBar(bar);
              if (drop != null && !answered.contains(id + "-drop")) {
                Figure figure = Figure.of(id + "-drop").group("all", "incumbent").note(why);
                checks.add(figure.judgedBy(drop));
              }
            });
    return checks;
  }

  private static String missing(Measure now, Measure before) {
    String missing = now.missing() == null ? before.missing() : now.missing();
    return missing == null ? "It could not be measured." : missing;
  }

  /** A loss is held to its largest by the whole interval; null where none is set. */
  static @Nullable CheckBar dropBar(@Nullable CheckBar bar) {
    return bar == null || bar.maxDrop() == null
        ? null
        : new CheckBar(null, bar.maxDrop(), null, bar.severity(), DecideOn.INTERVAL, bar.basis());
  }
}
