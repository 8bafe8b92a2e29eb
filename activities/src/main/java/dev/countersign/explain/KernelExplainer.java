package dev.countersign.explain;

import dev.countersign.data.Frame;
import dev.countersign.model.Answers;
import dev.countersign.model.Scorer;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * KernelSHAP (Lundberg and Lee 2017) for any model that can be asked: interventional Shapley values
 * of what it answers, by column of the data. Each row spends a budget of {@code 2 M + 2048}
 * coalitions, each asked over the whole background. The same seed gives the same values.
 */
final class KernelExplainer implements Explainer {
  private static final int BLOCK = 8192;

  private final Scorer scorer;
  private final MixedRows mixed;
  private final long seed;
  private final double base;
  private final Space space;
  private final Map<Integer, Coalitions> chosen = new ConcurrentHashMap<>();

  KernelExplainer(Scorer scorer, Frame background, long seed) {
    this.scorer = scorer;
    this.mixed = new MixedRows(background, scorer.features());
    this.seed = seed;
    Answers answers = scorer.answers(background);
    this.base = mean(answers.explained(), 0, background.rows());
    this.space = Space.of(answers);
  }

  /** Coalitions asked about for one row of this many columns. */
  static int budget(int columns) {
    return 2 * columns + 2048;
  }

  @Override
  public List<Input> inputs() {
    return mixed.columns().stream().map(Input::of).toList();
  }

  @Override
  public Space space() {
    return space;
  }

  @Override
  public String method() {
    return "KernelSHAP over "
        + mixed.background().rows()
        + " background rows, at most "
        + budget(mixed.columns().size())
        + " coalitions a row, seed "
        + seed;
  }

  @Override
  public double[] answers(Frame rows) {
    return scorer.answers(rows).explained();
  }

  @Override
  public double answer(double explained) {
    return explained;
  }

  @Override
  public Attributions explain(Frame rows) {
    int width = mixed.columns().size();
    double[] answers = answers(rows);
    double[] out = new double[rows.rows() * width];
    IntStream.range(0, rows.rows())
        .parallel()
        .forEach(row -> explain(rows, row, answers[row], out, row * width));
    return new Attributions(base, width, out);
  }

  private void explain(Frame rows, int row, double answer, double[] out, int offset) {
    int[] players = mixed.varying(rows, row);
    if (players.length == 0) {
      return;
    }
    double[] values =
        players.length == 1
            ? new double[] {answer - base}
            : values(rows, row, players, answer - base);
    for (int player = 0; player < players.length; player++) {
      out[offset + players[player]] = values[player];
    }
  }

  private double[] values(Frame rows, int row, int[] players, double total) {
    Coalitions coalitions = chosen.computeIfAbsent(players.length, this::choose);
    List<BitSet> masks = coalitions.masks();
    int others = mixed.background().rows();
    int atOnce = Math.max(1, BLOCK / others);
    double[] gains = new double[masks.size()];
    for (int from = 0; from < gains.length; from += atOnce) {
      int to = Math.min(gains.length, from + atOnce);
      double[] asked = answers(mixed.mix(rows, row, masks.subList(from, to), players));
      for (int i = from; i < to; i++) {
        gains[i] = mean(asked, (i - from) * others, (i - from + 1) * others) - base;
      }
    }
    return KernelRegression.solve(players.length, coalitions, gains, total);
  }

  private Coalitions choose(int players) {
    return Coalitions.choose(players, budget(mixed.columns().size()), new Random(seed));
  }

  private static double mean(double[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    return sum / (to - from);
  }
}
