package dev.countersign.explain;

import dev.countersign.data.Frame;
import dev.countersign.model.Scorer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * LIME for tables (Ribeiro, Singh and Guestrin 2016), with the settings its authors ship: quartile
 * discretiser, kernel √exp(−d²/w²) of width {@code .75 √columns}, ridge regression with α = 1, no
 * selection of columns. Each row spends a budget of {@value #SAMPLES} answers of the model, its own
 * among them; rows are explained in parallel. The same seed gives the same weights.
 *
 * <p>Unlike Shapley values the weights do not add up to what the model answers, and their fidelity
 * says how far they can be trusted: a second opinion, never the explanation a decision is given.
 */
public final class LimeExplainer {
  /** Answers of the model that explaining one row costs. */
  public static final int SAMPLES = 5000;

  private static final double RIDGE = 1;

  private final Scorer scorer;
  private final List<LimeColumn> columns;
  private final LimeRegression regression;
  private final long seed;

  /**
   * Prepares to explain a model.
   *
   * @param scorer must stay open
   * @param data rows that say how values are spread; at least one
   */
  public LimeExplainer(Scorer scorer, Frame data, long seed) {
    if (data.rows() == 0) {
      throw new ExplainException("LIME needs rows to draw neighbours from; there are none.");
    }
    this.scorer = scorer;
    this.columns =
        scorer.features().stream().map(name -> LimeColumn.of(name, data.column(name))).toList();
    this.regression = new LimeRegression(columns.size(), RIDGE);
    this.seed = seed;
  }

  /** How it works, in words for people. */
  public String method() {
    return "LIME, " + SAMPLES + " neighbours a row, seed " + seed;
  }

  /** Explains every row, in order. */
  public List<LocalSurrogate> explain(Frame rows) {
    return IntStream.range(0, rows.rows()).parallel().mapToObj(row -> explain(rows, row)).toList();
  }

  private LocalSurrogate explain(Frame rows, int row) {
    // distinct rows get distinct streams, whatever thread explains them
    SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + row);
    boolean[][] kept = new boolean[columns.size()][SAMPLES];
    Map<String, Frame.Column> neighbours = new LinkedHashMap<>();
    List<String> conditions = new ArrayList<>();
    int[] kinds = new int[SAMPLES];
    for (int i = 0; i < kept.length; i++) {
      LimeColumn column = columns.get(i);
      String name = scorer.features().get(i);
      Frame.Column cells = rows.column(name);
      int own = column.kind(cells, row);
      kept[i][0] = true;
      for (int sample = 1; sample < SAMPLES; sample++) {
        kinds[sample] = column.draw(random);
        kept[i][sample] = kinds[sample] == own;
      }
      neighbours.put(name, column.draw(cells, row, kinds, random));
      conditions.add(column.condition(cells, row));
    }
    double[] answers = scorer.answers(new Frame(neighbours)).explained();
    LimeRegression.Fit fit = regression.fit(kept, answers);
    return new LocalSurrogate(
        fit.intercept(), fit.weights(), conditions, fit.fidelity(), answers[0]);
  }
}
