package dev.countersign.adversarial;

import dev.countersign.data.DataException;
import dev.countersign.data.Frame;
import dev.countersign.model.ModelException;
import dev.countersign.model.Scorer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks a model what no training row ever asked: missing values, numbers far out of range,
 * categories nobody has seen. A model may answer with a finite number or refuse with a clear word;
 * it may not fall over.
 */
final class BrokenInputs {
  private static final double FAR = 100;
  private static final String UNSEEN = "value nobody has seen";

  private BrokenInputs() {}

  /** What a model did with a broken input. */
  enum Answer {
    ANSWERED,
    REFUSED,
    /** An answer that is no finite number, or a failure that says nothing about the input. */
    BROKE
  }

  /**
   * One broken input and what came of it.
   *
   * @param input what was broken, for example {@code income far above}
   * @param detail what the model said; empty when it answered
   */
  record Probe(String input, Answer answer, String detail) {}

  /** Breaks each of these rows in every way, one feature at a time. */
  static List<Probe> probe(Scorer model, FeatureSchema schema, Frame rows) {
    List<Probe> probes = new ArrayList<>();
    for (int i = 0; i < rows.rows(); i++) {
      Frame row = rows.select(new int[] {i});
      for (Feature feature : schema.features()) {
        broken(feature, row)
            .forEach((how, frame) -> probes.add(ask(model, feature.name() + " " + how, frame)));
      }
    }
    return probes;
  }

  private static Map<String, Frame> broken(Feature feature, Frame row) {
    Map<String, Frame> broken = new LinkedHashMap<>();
    switch (feature) {
      case Feature.Numeric number -> {
        broken.put("missing", number(row, number, Double.NaN));
        broken.put("far above", number(row, number, number.max() + FAR * number.scale()));
        broken.put("far below", number(row, number, number.min() - FAR * number.scale()));
      }
      case Feature.Categorical category -> {
        broken.put("missing", text(row, category, null));
        broken.put("empty", text(row, category, ""));
        broken.put("unseen", text(row, category, UNSEEN));
      }
      case Feature.OneHot hot -> {
        broken.put("all zero", Corruption.with(row, hot.columns(), numbers(0)));
        broken.put("all one", Corruption.with(row, hot.columns(), numbers(1)));
      }
    }
    return broken;
  }

  private static Frame.Numbers numbers(double value) {
    return new Frame.Numbers(new double[] {value});
  }

  private static Frame number(Frame row, Feature.Numeric number, double value) {
    return Corruption.with(row, number.columns(), numbers(value));
  }

  private static Frame text(Frame row, Feature.Categorical category, @Nullable String value) {
    Map<String, Frame.Column> changed = new LinkedHashMap<>();
    row.names().forEach(name -> changed.put(name, row.column(name)));
    changed.put(category.name(), new Frame.Texts(new String[] {value}));
    return new Frame(changed);
  }

  private static Probe ask(Scorer model, String input, Frame row) {
    try {
      double score = model.favourable(row)[0];
      return Double.isFinite(score)
          ? new Probe(input, Answer.ANSWERED, "")
          : new Probe(input, Answer.BROKE, "it answered " + score);
    } catch (ModelException | DataException refused) {
      return new Probe(input, Answer.REFUSED, String.valueOf(refused.getMessage()));
    } catch (RuntimeException broke) {
      return new Probe(input, Answer.BROKE, broke.toString());
    }
  }
}
