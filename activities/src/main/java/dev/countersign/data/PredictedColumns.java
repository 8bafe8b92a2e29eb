package dev.countersign.data;

import dev.countersign.manifest.Band;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Labels and predictions as SQL, wherever they stand: in the source, or in a table of a model's
 * answers.
 *
 * @param name what holds the predictions, as errors call it
 * @param session whom to ask
 * @param dialect of the database
 * @param rows a relation and the condition that a row is judged: what stands after FROM
 * @param source where the rows come from
 * @param id what tells rows apart
 * @param answer what was predicted, in whatever form
 * @param group a row's group of an attribute; NULL where it has none
 * @param slice whether a row is in a slice; never NULL
 * @param favourable whether the label is the favourable one
 * @param decided whether the decision is
 * @param score the probability of the favourable class; null where there is none
 * @param classes null unless the label is one of several classes
 * @param amounts null unless the label is a number
 */
record PredictedColumns(
    String name,
    SqlSession session,
    Dialect dialect,
    Sql rows,
    JudgedSource source,
    Sql id,
    Sql answer,
    Function<ProtectedAttribute, Sql> group,
    Function<Slice, Sql> slice,
    Sql favourable,
    Sql decided,
    @Nullable Sql score,
    @Nullable Classes classes,
    @Nullable Amounts amounts) {

  /**
   * One of several classes.
   *
   * @param actual the label as text
   * @param predicted the class as text
   * @param own the probability of the label's class; null where only classes are known
   * @param numericLabel whether labels are numbers
   * @param numericPrediction whether predictions are numbers
   */
  record Classes(
      Sql actual,
      Sql predicted,
      @Nullable Sql own,
      boolean numericLabel,
      boolean numericPrediction) {
    /** A label as {@link LabelColumn#text} writes it. */
    String label(String value) {
      return written(value, numericLabel);
    }

    /** A predicted class, likewise. */
    String prediction(String value) {
      return written(value, numericPrediction);
    }

    private static String written(String value, boolean numeric) {
      return numeric ? LabelColumn.text(Double.parseDouble(value)) : value;
    }
  }

  /**
   * Numbers.
   *
   * @param actual the label
   * @param predicted what was predicted
   * @param favourable which numbers are favourable
   */
  record Amounts(Sql actual, Sql predicted, Band favourable) {
    /** How far a prediction lies within the favourable range, below 0 outside. */
    Sql rank() {
      Sql low = Sql.format("(%s - %s)", predicted, Sql.value(favourable.low()));
      Sql high = Sql.format("(%s - %s)", Sql.value(favourable.high()), predicted);
      if (Double.isInfinite(favourable.low())) {
        return high;
      }
      return Double.isInfinite(favourable.high()) ? low : Sql.format("least(%s, %s)", low, high);
    }
  }

  /** The same of the rows of a slice; of all without one. */
  PredictedColumns of(@Nullable Slice some) {
    return some == null
        ? this
        : new PredictedColumns(
            name,
            session,
            dialect,
            Sql.format("%s AND %s", rows, slice.apply(some)),
            source,
            id,
            answer,
            group,
            slice,
            favourable,
            decided,
            score,
            classes,
            amounts);
  }

  /** The groups of these attributes as columns {@code k0} and on. */
  List<Sql> groups(List<ProtectedAttribute> attributes) {
    List<Sql> groups = new ArrayList<>();
    attributes.forEach(attribute -> groups.add(group.apply(attribute)));
    return groups;
  }

  /** A select list that calls these {@code k0} and on. */
  static Sql named(List<Sql> keys) {
    return Sql.join(
        ", ",
        IntStream.range(0, keys.size())
            .mapToObj(i -> Sql.format("%s AS k" + i, keys.get(i)))
            .toList());
  }

  /** The groups in the first columns of a result. */
  static List<@Nullable String> groups(ResultSet row, int count) throws SQLException {
    List<@Nullable String> groups = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      groups.add(row.getString(i));
    }
    return groups;
  }

  /** The names of so many of them. */
  static String keys(int count) {
    return String.join(", ", IntStream.range(0, count).mapToObj(i -> "k" + i).toList());
  }

  /**
   * Refuses rows that hold no prediction.
   *
   * @param name what holds the predictions, as errors call it
   * @throws DataException if there are some
   */
  static void refuse(String name, long bad, String what) {
    if (bad > 0) {
      throw new DataException(name + ": " + bad + " of the rows evaluated hold " + what);
    }
  }
}
