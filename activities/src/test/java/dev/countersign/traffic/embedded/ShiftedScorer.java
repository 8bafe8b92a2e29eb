package dev.countersign.traffic.embedded;

import dev.countersign.data.Frame;
import dev.countersign.model.Answers;
import dev.countersign.model.ModelException;
import dev.countersign.model.Scorer;
import dev.countersign.traffic.ServedModel;
import java.util.Arrays;
import java.util.List;

/** A tiny model: column x plus what its version says, in hundredths. */
public record ShiftedScorer(double shift) implements Scorer {

  /** Loads version {@code n} as a model that adds {@code n} hundredths. */
  public static Scorer load(ServedModel model) {
    return new ShiftedScorer(Integer.parseInt(model.target().version()) / 100.0);
  }

  @Override
  public List<String> features() {
    return List.of("x");
  }

  @Override
  public Answers answers(Frame rows) {
    double[] scores = Arrays.stream(rows.numbers("x")).map(x -> x + shift).toArray();
    if (Arrays.stream(scores).anyMatch(score -> !(score >= 0 && score <= 1))) {
      throw new ModelException("an answer is no probability");
    }
    return new Answers.Probabilities(scores);
  }

  @Override
  public void close() {}
}
