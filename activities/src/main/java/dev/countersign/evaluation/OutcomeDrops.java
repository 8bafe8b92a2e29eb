package dev.countersign.evaluation;

import dev.countersign.evaluation.Outcome.Amounts;
import dev.countersign.evaluation.Outcome.Classes;
import dev.countersign.gate.Check;
import dev.countersign.gate.CheckBar;
import dev.countersign.gates.Bars;
import dev.countersign.gates.Figure;
import dev.countersign.stats.Mean;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a release loses against what serves now where predictions are numbers or classes: rows whose
 * class is right, and absolute errors, both paired.
 */
record OutcomeDrops(Bars bars) {
  private static final String ACCURACY = "accuracy";
  private static final String ABSOLUTE = "mean-absolute-error";

  /** One check a loss; none where the label is favourable or not. */
  List<Check> of(Predicted release, Predicted serving) {
    return switch (release.outcome()) {
      case null -> List.of();
      case Classes now when serving.outcome() instanceof Classes before ->
          List.of(accuracy(now, before));
      case Amounts now when serving.outcome() instanceof Amounts before ->
          List.of(absoluteError(now, before));
      case Classes other -> throw unlike();
      case Amounts other -> throw unlike();
    };
  }

  private static IllegalStateException unlike() {
    return new IllegalStateException("both are asked for what the label is");
  }

  private Check accuracy(Classes now, Classes before) {
    ScoredRows right = right(now);
    ScoredRows was = right(before);
    CheckBar bar = bar(ACCURACY);
    Figure figure =
        figure(ACCURACY, now.n(), "incumbent − release of rows whose class is predicted / rows")
            .value(was.confusion().accuracy().rate() - right.confusion().accuracy().rate());
    IncumbentChecks.addPaired(figure, PairedDrop.of(Performance.ACCURACY, right, was), bar);
    return figure.judgedBy(bar);
  }

  /** As if every row were favourable, and decided so where its class is right. */
  private static ScoredRows right(Classes classes) {
    boolean[] all = new boolean[classes.n()];
    boolean[] right = new boolean[classes.n()];
    Arrays.fill(all, true);
    for (int row = 0; row < right.length; row++) {
      right[row] = classes.actual()[row] == classes.predicted()[row];
    }
    return new ScoredRows(all, null, right);
  }

  private Check absoluteError(Amounts now, Amounts before) {
    double[] losses = now.absoluteErrors();
    double[] earlier = before.absoluteErrors();
    Arrays.setAll(losses, row -> losses[row] - earlier[row]);
    Mean mean = Mean.of(losses);
    CheckBar bar = bar(ABSOLUTE);
    Figure figure =
        figure(ABSOLUTE, now.n(), "release − incumbent of the mean of |prediction − label|")
            .value(mean.value());
    PairedDrop drop = new PairedDrop(mean.n() < 2 ? null : mean.interval(Measure.CONFIDENCE), null);
    IncumbentChecks.addPaired(figure, drop, bar);
    return figure.judgedBy(bar);
  }

  private static Figure figure(String id, int rows, String convention) {
    return Figure.of(id + "-drop")
        .group("all", "incumbent")
        .ratesOf("predictions")
        .rows(rows)
        .convention(convention + "; the same rows");
  }

  private @Nullable CheckBar bar(String id) {
    return IncumbentChecks.dropBar(bars.of(id));
  }
}
