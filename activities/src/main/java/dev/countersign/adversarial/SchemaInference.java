package dev.countersign.adversarial;

import dev.countersign.adversarial.Feature.Categorical;
import dev.countersign.adversarial.Feature.Direction;
import dev.countersign.adversarial.Feature.Numeric;
import dev.countersign.adversarial.Feature.OneHot;
import dev.countersign.data.Frame;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads a feature schema off training rows: ranges, whole numbers, categories, one-hot encodings;
 * what names a protected attribute can't be changed. It never allows a value no training row has
 * shown, or lies between those shown.
 */
final class SchemaInference {
  /** Words in a column's name that mark what nobody changes to please a model. */
  private static final Set<String> IMMUTABLE_WORDS =
      Set.of("age", "sex", "gender", "race", "ethnicity", "birth", "birthdate", "dob");

  private final Frame rows;
  private final Set<String> protectedNames = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  SchemaInference(Frame trainingRows, List<ProtectedAttribute> protectedAttributes) {
    this.rows = trainingRows;
    for (ProtectedAttribute attribute : protectedAttributes) {
      protectedNames.add(attribute.column());
      protectedNames.add(attribute.attribute());
    }
  }

  /** The schema of these columns, one-hot encodings found and taken together. */
  FeatureSchema infer(List<String> columns) {
    Map<String, OneHot> encodings = oneHotByColumn(columns);
    Map<String, Feature> features = new LinkedHashMap<>();
    for (String column : columns) {
      OneHot encoding = encodings.get(column);
      if (encoding == null) {
        features.put(column, single(column));
      } else {
        features.putIfAbsent(encoding.name(), encoding);
      }
    }
    return new FeatureSchema(List.copyOf(features.values()), List.of());
  }

  private Feature single(String column) {
    return switch (rows.column(column)) {
      case Frame.Numbers(double[] values) -> number(column, values);
      case Frame.Texts(@Nullable String[] values) ->
          new Categorical(
              column,
              Arrays.stream(values).filter(Objects::nonNull).distinct().sorted().toList(),
              isImmutable(column));
    };
  }

  private Numeric number(String column, double[] values) {
    double[] known = Arrays.stream(values).filter(Double::isFinite).toArray();
    double min = Arrays.stream(known).min().orElse(0);
    double max = Arrays.stream(known).max().orElse(0);
    boolean integer = Arrays.stream(known).allMatch(v -> v == Math.rint(v));
    double mean = Arrays.stream(known).average().orElse(0);
    double variance = Arrays.stream(known).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    boolean constant = !(variance > 0);
    return new Numeric(
        column,
        min,
        max,
        integer,
        constant ? 1 : Math.sqrt(variance),
        Direction.ANY,
        constant || isImmutable(column));
  }

  private Map<String, OneHot> oneHotByColumn(List<String> columns) {
    Map<String, List<String>> byPrefix = new LinkedHashMap<>();
    for (String column : columns) {
      int cut = column.lastIndexOf('=') > 0 ? column.lastIndexOf('=') : column.lastIndexOf('_');
      if (cut > 0 && isBinary(column)) {
        byPrefix.computeIfAbsent(column.substring(0, cut), p -> new ArrayList<>()).add(column);
      }
    }
    Map<String, OneHot> byColumn = new LinkedHashMap<>();
    byPrefix.forEach(
        (prefix, members) -> {
          double[] ones = sums(members);
          double most = Arrays.stream(ones).max().orElse(0);
          double least = Arrays.stream(ones).min().orElse(0);
          if (members.size() > 1 && most == 1 && !columns.contains(prefix)) {
            OneHot encoding = new OneHot(prefix, members, least == 0, isImmutable(prefix));
            members.forEach(column -> byColumn.put(column, encoding));
          }
        });
    return byColumn;
  }

  private boolean isBinary(String column) {
    return rows.column(column) instanceof Frame.Numbers(double[] values)
        && Arrays.stream(values).allMatch(v -> v == 0 || v == 1);
  }

  private double[] sums(List<String> columns) {
    double[] sums = new double[rows.rows()];
    for (String column : columns) {
      double[] values = rows.numbers(column);
      for (int row = 0; row < sums.length; row++) {
        sums[row] += values[row];
      }
    }
    return sums;
  }

  private boolean isImmutable(String column) {
    return protectedNames.contains(column)
        || Arrays.stream(column.toLowerCase(Locale.ROOT).split("[^a-z]+"))
            .anyMatch(word -> IMMUTABLE_WORDS.contains(word) || protectedNames.contains(word));
  }
}
