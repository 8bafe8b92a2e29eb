package dev.countersign.adversarial;

import dev.countersign.data.DataException;
import dev.countersign.data.Frame;
import dev.countersign.model.ModelException;
import dev.countersign.model.Scorer;
import dev.countersign.stats.Proportion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Damage that happens without an attacker. */
enum Corruption {
  /** Every number that can move does, by a tenth of its standard deviation. */
  NOISE("noise of 0.1 standard deviations") {
    @Override
    Frame damage(FeatureSchema schema, Frame row, double[] other, RandomGenerator random) {
      double[] own = schema.encode(row)[0];
      double[] point = own.clone();
      for (int f : schema.movable(own)) {
        if (schema.features().get(f) instanceof Feature.Numeric number) {
          point[f] += random.nextGaussian() * 0.1 * number.scale();
        }
      }
      return schema.decode(row, own, List.of(schema.project(own, point)));
    }
  },
  /** One feature is lost: missing, or for a one-hot encoding none of its columns. */
  LOST("one value lost") {
    @Override
    Frame damage(FeatureSchema schema, Frame row, double[] other, RandomGenerator random) {
      Feature lost = schema.features().get(random.nextInt(schema.size()));
      double empty = lost instanceof Feature.OneHot ? 0 : Double.NaN;
      return with(row, lost.columns(), new Frame.Numbers(new double[] {empty}));
    }
  },
  /** One feature is another row's. */
  MIXED_UP("one value another row's") {
    @Override
    Frame damage(FeatureSchema schema, Frame row, double[] other, RandomGenerator random) {
      double[] own = schema.encode(row)[0];
      int[] movable = schema.movable(own);
      if (movable.length == 0) {
        return row;
      }
      double[] point = own.clone();
      int f = movable[random.nextInt(movable.length)];
      point[f] = Double.isNaN(other[f]) ? own[f] : other[f];
      return schema.decode(row, own, List.of(schema.project(own, point)));
    }
  };

  final String words;

  Corruption(String words) {
    this.words = words;
  }

  /** The row as it comes out of the damage, alone in its frame. */
  abstract Frame damage(FeatureSchema schema, Frame row, double[] other, RandomGenerator random);

  /**
   * How many of these rows keep their decision, or are refused, when each is damaged once; a value
   * that is mixed up comes from the next of them.
   */
  Proportion held(Scorer model, FeatureSchema schema, AttackRows rows, int[] damaged, long seed) {
    if (damaged.length == 0) {
      return new Proportion(0, 0);
    }
    Frame frame = rows.frame().select(damaged);
    double[][] points = schema.encode(frame);
    double[] scores = model.favourable(frame);
    long held = 0;
    for (int i = 0; i < damaged.length; i++) {
      double threshold = rows.thresholds()[damaged[i]];
      double[] other = points[(i + 1) % points.length];
      RandomGenerator random = rows.random(damaged[i], seed, words);
      Frame changed = damage(schema, rows.row(damaged[i]), other, random);
      held += holds(model, changed, threshold, scores[i] >= threshold) ? 1 : 0;
    }
    return new Proportion(held, damaged.length);
  }

  /** Whether the decision holds, or the model refuses the row; falling over is neither. */
  private static boolean holds(Scorer model, Frame row, double threshold, boolean own) {
    try {
      return model.favourable(row)[0] >= threshold == own;
    } catch (ModelException | DataException refused) {
      return true;
    } catch (RuntimeException broke) {
      return false;
    }
  }

  /** A row with some columns replaced; a text column takes a missing value instead of a number. */
  static Frame with(Frame row, List<String> columns, Frame.Numbers value) {
    Map<String, Frame.Column> changed = new LinkedHashMap<>();
    row.names().forEach(name -> changed.put(name, row.column(name)));
    for (String column : columns) {
      changed.put(
          column,
          switch (row.column(column)) {
            case Frame.Numbers numbers -> value;
            case Frame.Texts texts -> new Frame.Texts(new String[1]);
          });
    }
    return new Frame(changed);
  }
}
