package dev.countersign.traffic;

import dev.countersign.data.Frame;
import dev.countersign.model.Scorer;
import dev.countersign.rollout.ModelTarget;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows and what the evaluated model answered to them, to be asked of whatever claims to serve it.
 *
 * @param target the evaluated model
 * @param rows one map of column to value per row; values are numbers, texts or null
 * @param answers per row the probability of the favourable class, or the predicted number
 */
public record GoldenRows(
    ModelTarget target, List<Map<String, @Nullable Object>> rows, List<Double> answers) {

  /** How many rows are asked unless said otherwise. */
  public static final int DEFAULT_COUNT = 50;

  /** Rejects golden rows that prove nothing. */
  public GoldenRows {
    if (rows.isEmpty() || rows.size() != answers.size()) {
      throw new IllegalArgumentException("golden rows need as many answers as rows, at least one");
    }
    rows = rows.stream().map(row -> Collections.unmodifiableMap(new LinkedHashMap<>(row))).toList();
    answers = List.copyOf(answers);
  }

  /**
   * Asks the evaluated model itself.
   *
   * @param rows rows of the evaluation; at most {@code count} of them are taken, evenly spread
   */
  public static GoldenRows of(ModelTarget target, Scorer model, Frame rows, int count) {
    int taken = Math.min(count, rows.rows());
    int[] spread = new int[taken];
    for (int i = 0; i < taken; i++) {
      spread[i] = (int) ((long) i * rows.rows() / taken);
    }
    Frame chosen = rows.select(spread);
    List<Double> answers = new ArrayList<>();
    for (double answer : model.answers(chosen).explained()) {
      answers.add(answer);
    }
    return new GoldenRows(target, JsonRows.of(chosen, model.features()), answers);
  }
}
