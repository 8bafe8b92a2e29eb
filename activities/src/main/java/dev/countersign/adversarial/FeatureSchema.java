package dev.countersign.adversarial;

import dev.countersign.adversarial.Feature.Categorical;
import dev.countersign.adversarial.Feature.Numeric;
import dev.countersign.adversarial.Feature.OneHot;
import dev.countersign.adversarial.attack.Coordinate;
import dev.countersign.adversarial.attack.Space;
import dev.countersign.data.Frame;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What rows can exist, and which of them one row could have been. A point is a row as an attack
 * sees it: one coordinate a feature, in the order of {@link #features()}.
 *
 * @param features every feature of the model, one-hot columns taken together
 * @param relations what numbers have to keep among themselves
 */
public record FeatureSchema(List<Feature> features, List<Relation> relations) implements Space {

  public FeatureSchema {
    features = List.copyOf(features);
    relations = List.copyOf(relations);
  }

  /** One number never exceeds another: {@code left ≤ right}, by column. */
  public record Relation(String left, String right) {
    @Override
    public String toString() {
      return left + " <= " + right;
    }
  }

  @Override
  public Coordinate coordinate(int place) {
    return switch (features.get(place)) {
      case Numeric number -> number;
      case Categorical category -> category;
      case OneHot hot -> hot;
    };
  }

  @Override
  public int size() {
    return features.size();
  }

  /** Rows as points. */
  public double[][] encode(Frame rows) {
    double[][] points = new double[rows.rows()][size()];
    for (int f = 0; f < size(); f++) {
      Feature feature = features.get(f);
      for (int row = 0; row < points.length; row++) {
        points[row][f] =
            switch (feature) {
              case Numeric number -> rows.numbers(number.name())[row];
              case Categorical category -> index(category, rows, row);
              case OneHot hot -> index(hot, rows, row);
            };
      }
    }
    return points;
  }

  private static double index(Categorical category, Frame rows, int row) {
    String value = text(rows, category.name(), row);
    int index = value == null ? -1 : category.values().indexOf(value);
    return index < 0 ? Double.NaN : index;
  }

  private static double index(OneHot hot, Frame rows, int row) {
    int[] ones =
        IntStream.range(0, hot.columns().size())
            .filter(i -> rows.numbers(hot.columns().get(i))[row] != 0)
            .toArray();
    boolean one = ones.length == 1 && rows.numbers(hot.columns().get(ones[0]))[row] == 1;
    return one
        ? ones[0]
        : ones.length == 0 && hot.noneAllowed() ? hot.columns().size() : Double.NaN;
  }

  static @Nullable String text(Frame rows, String column, int row) {
    return switch (rows.column(column)) {
      case Frame.Texts(@Nullable String[] values) -> values[row];
      case Frame.Numbers numbers ->
          throw new IllegalArgumentException("column " + column + " holds numbers, not texts");
    };
  }

  /**
   * Points as rows of the model's columns. A coordinate that is {@code own}'s is written as it
   * stands in {@code row}, whatever it holds; so a point that is {@code own} gives {@code row}
   * back.
   *
   * @param row the row attacked, alone in its frame
   * @param own the same as a point
   */
  public Frame decode(Frame row, double[] own, List<double[]> points) {
    Map<String, Frame.Column> columns = new LinkedHashMap<>();
    for (int f = 0; f < size(); f++) {
      double[] values = new double[points.size()];
      for (int p = 0; p < values.length; p++) {
        values[p] = points.get(p)[f];
      }
      decode(features.get(f), row, own[f], values, columns);
    }
    return new Frame(columns);
  }

  private static void decode(
      Feature feature, Frame row, double own, double[] values, Map<String, Frame.Column> into) {
    switch (feature) {
      case Numeric number -> into.put(number.name(), new Frame.Numbers(values));
      case Categorical category -> {
        @Nullable String[] texts = new String[values.length];
        for (int p = 0; p < values.length; p++) {
          texts[p] =
              same(values[p], own)
                  ? text(row, category.name(), 0)
                  : category.values().get((int) values[p]);
        }
        into.put(category.name(), new Frame.Texts(texts));
      }
      case OneHot hot -> {
        for (int c = 0; c < hot.columns().size(); c++) {
          double[] bits = new double[values.length];
          for (int p = 0; p < values.length; p++) {
            bits[p] =
                same(values[p], own)
                    ? row.numbers(hot.columns().get(c))[0]
                    : (values[p] == c ? 1 : 0);
          }
          into.put(hot.columns().get(c), new Frame.Numbers(bits));
        }
      }
    }
  }

  @Override
  public int[] movable(double[] own) {
    int[] movable = new int[size()];
    int count = 0;
    for (int f = 0; f < movable.length; f++) {
      if (isMovable(f, own)) {
        movable[count++] = f;
      }
    }
    return Arrays.copyOf(movable, count);
  }

  private boolean isMovable(int f, double[] own) {
    return !features.get(f).immutable() && !Double.isNaN(own[f]);
  }

  /**
   * The nearest allowed point by coordinate: what can't be changed is {@code own}'s, numbers are
   * clamped and made whole, and numbers that break a relation go back to {@code own}'s.
   */
  @Override
  public double[] project(double[] own, double[] wanted) {
    double[] point = own.clone();
    for (int f = 0; f < point.length; f++) {
      if (isMovable(f, own)) {
        point[f] =
            switch (features.get(f)) {
              case Numeric number -> number.nearest(own[f], wanted[f]);
              case Categorical category -> wanted[f];
              case OneHot hot -> wanted[f];
            };
      }
    }
    for (Relation relation : relations) {
      int left = indexOf(relation.left());
      int right = indexOf(relation.right());
      if (point[left] > point[right]) {
        point[left] = own[left];
        point[right] = own[right];
      }
    }
    return point;
  }

  /**
   * The coordinate of a feature.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  int indexOf(String name) {
    for (int f = 0; f < size(); f++) {
      if (features.get(f).name().equals(name)) {
        return f;
      }
    }
    throw new IllegalArgumentException(
        "no feature " + name + "; there are " + features.stream().map(Feature::name).toList());
  }

  static boolean same(double a, double b) {
    return a == b || (Double.isNaN(a) && Double.isNaN(b));
  }
}
