package dev.countersign.evaluation;

import dev.countersign.decision.Decisions;
import dev.countersign.decision.Grouping;
import dev.countersign.gate.Check;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.DecideOn;
import dev.countersign.gates.Bars;
import dev.countersign.gates.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the release loses against what serves now, on the same rows. Every loss is a check {@code
 * <id>-drop}: above 0 the release is worse. A bar's {@code maxDrop} is met when the interval's
 * upper end is: non-inferiority, not the absence of a significant difference.
 *
 * @param rule how the release's scores become decisions
 * @param sampled which part of the rows is compared, in words; empty where all are
 */
record IncumbentChecks(Bars bars, Decisions rule, Optional<String> sampled) {

  /** The loss in every performance metric; with a verdict where the policy sets {@code maxDrop}. */
  List<Check> performance(Paired<Predicted> models) {
    List<Loss> losses = new ArrayList<>(OutcomeLosses.ofPerformance(models));
    Paired<ScoredRows> rows = rows(models);
    PerformanceChecks.of(bars, OutcomeFacts.of(models.release().outcome()))
        .metrics()
        .forEach(metric -> losses.add(loss(metric, rows)));
    List<Check> checks = new ArrayList<>();
    for (Loss loss : losses) {
      CheckBar bar = dropBar(loss.metric());
      if (bar != null || loss.measure().value() != null) {
        checks.add(figure(loss, "all", bar).judgedBy(bar));
      }
    }
    return checks;
  }

  private Figure figure(Loss loss, String group, @Nullable CheckBar bar) {
    Figure figure = loss.figure(group, bar);
    sampled.ifPresent(some -> figure.note("Compared on " + some + "."));
    if (rule.byGroup() != null && loss.of().equals("decisions")) {
      figure.note("What serves now is decided at or above " + rule.threshold() + ".");
    }
    return figure;
  }

  private static Loss loss(Performance metric, Paired<ScoredRows> rows) {
    Measure now = metric.of(Scored.of(rows.release()));
    Measure before = metric.of(Scored.of(rows.serving()));
    Double value = now.value();
    Double earlier = before.value();
    String convention =
        (metric.moreIsBetter ? "incumbent − release of " : "release − incumbent of ")
            + metric.convention
            + "; the same rows";
    if (value == null || earlier == null) {
      Measure missing = Loss.missing(now, before);
      return new Loss(metric.id, metric.of, convention, rows.release().n(), missing, null);
    }
    double drop = (metric.moreIsBetter ? -1 : 1) * (value - earlier);
    PairedDrop paired = PairedDrop.of(metric, rows.release(), rows.serving());
    return paired.loss(metric.id, metric.of, convention, rows.release().n(), drop);
  }

  private static Paired<ScoredRows> rows(Paired<Predicted> models) {
    return new Paired<>(models.release().rows(), models.serving().rows());
  }

  /**
   * The loss in fairness: how much farther from parity the release is than what serves now. Only
   * metrics with {@code maxDrop}.
   *
   * @param groups all there are, the reference first; a sample may hold rows of some only
   * @param grouping which of them each row is in
   */
  List<Check> fairness(
      Paired<Predicted> models, List<String> groups, Grouping grouping, boolean warnOnly) {
    Paired<Predicted> reference =
        models.each(all -> all.select(grouping.rowsOf(groups.getFirst())));
    boolean alone = groups.size() < 2;
    List<Check> checks = new ArrayList<>();
    for (String group : alone ? List.of("any other") : groups.subList(1, groups.size())) {
      int[] own = alone ? new int[0] : grouping.rowsOf(group);
      for (Loss loss : parity(models.each(all -> all.select(own)), reference)) {
        CheckBar bar = dropBar(loss.metric());
        if (bar != null) {
          Figure figure = figure(loss, group, bar).on(grouping.attribute());
          if (alone) {
            figure.note("No row is in any group but the reference: there is nothing to compare.");
          } else if (own.length == 0 && sampled.isPresent()) {
            figure.note("The sample has no row of " + group + ".");
          }
          checks.add(figure.judgedBy(warnOnly ? Bars.warning(bar) : bar));
        }
      }
    }
    return checks;
  }

  private List<Loss> parity(Paired<Predicted> group, Paired<Predicted> reference) {
    List<Loss> losses = new ArrayList<>();
    for (Comparison metric : Comparison.all()) {
      if (dropBar(metric.id()) != null) {
        losses.add(
            new Loss(
                metric.id(),
                metric.of(),
                Parity.CONVENTION,
                group.release().rows().n(),
                ParityLoss.of(metric, rows(group), rows(reference)),
                null));
      }
    }
    losses.addAll(OutcomeLosses.ofParity(group, reference));
    return losses;
  }

  /** One check for every metric with {@code maxDrop} that can't be compared, saying why. */
  List<Check> uncompared(String why) {
    return uncompared(why, List.of());
  }

  /** The same for those metrics alone that none of these checks answers. */
  List<Check> uncompared(String why, List<Check> answers) {
    Set<String> answered = answers.stream().map(Check::check).collect(Collectors.toSet());
    List<Check> checks = new ArrayList<>();
    for (String id : bars.all().keySet()) {
      CheckBar drop = dropBar(id);
      if (drop != null && !answered.contains(id + "-drop")) {
        Figure figure = Figure.of(id + "-drop").group("all", "incumbent").note(why);
        checks.add(figure.judgedBy(drop));
      }
    }
    return checks;
  }

  /** A loss is held to its largest by the whole interval; null where none is set. */
  private @Nullable CheckBar dropBar(String id) {
    CheckBar bar = bars.of(id);
    return bar == null || bar.maxDrop() == null
        ? null
        : new CheckBar(null, bar.maxDrop(), null, bar.severity(), DecideOn.INTERVAL, bar.basis());
  }
}
