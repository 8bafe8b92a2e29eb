package dev.countersign.decision;

import dev.countersign.data.DataException;
import dev.countersign.data.Dataset;
import dev.countersign.data.Frame;
import dev.countersign.data.RowSet;
import dev.countersign.gates.Intersections;
import dev.countersign.manifest.Band;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.ReleaseManifest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which group of one attribute, or of several taken together, each row is in. */
public final class Groups {
  private Groups() {}

  /** Those of a manifest's protected attributes that bear these names, sorted by name. */
  public static List<ProtectedAttribute> named(ReleaseManifest manifest, List<String> names) {
    return manifest.data().protectedAttributes().stream()
        .filter(attribute -> names.contains(attribute.attribute()))
        .sorted(Comparator.comparing(ProtectedAttribute::attribute))
        .toList();
  }

  /** Per row its group's name; null where one of the attributes has none. */
  public static List<@Nullable String> of(
      Dataset data, RowSet rows, List<ProtectedAttribute> attributes) {
    return of(attributes, attribute -> data.groups(rows, attribute));
  }

  /**
   * The same of rows whose groups are known.
   *
   * @param groups of an attribute, per row; null where it is missing
   */
  static List<@Nullable String> of(
      List<ProtectedAttribute> attributes,
      Function<ProtectedAttribute, List<@Nullable String>> groups) {
    List<List<@Nullable String>> columns = attributes.stream().map(groups).toList();
    List<@Nullable String> names = new ArrayList<>();
    for (int row = 0; row < columns.getFirst().size(); row++) {
      int at = row;
      List<String> parts = columns.stream().map(c -> c.get(at)).filter(Objects::nonNull).toList();
      names.add(parts.size() == columns.size() ? Intersections.name(parts) : null);
    }
    return names;
  }

  /**
   * The group of one row by its values; null where one of the attributes has none.
   *
   * @param values by protected column, of one row
   * @throws DataException as {@link #of(Dataset, ProtectedAttribute, Frame.Column)}
   */
  public static @Nullable String ofRow(
      Dataset data,
      List<ProtectedAttribute> attributes,
      Function<String, ? extends Frame.Column> values) {
    return of(attributes, attribute -> of(data, attribute, values.apply(attribute.column())))
        .getFirst();
  }

  /**
   * Per value the group of the rows that hold it, as {@link Dataset#groups} names it; null where
   * the value is missing or in no band. A number that no row holds is in a group by itself.
   *
   * @throws DataException if rows write one number in several ways, each a group of its own
   */
  public static List<@Nullable String> of(
      Dataset data, ProtectedAttribute attribute, Frame.Column values) {
    List<String> bands = attribute.bands();
    return switch (values) {
      case Frame.Texts(@Nullable String[] texts) ->
          Arrays.stream(texts).map(text -> text == null || text.isEmpty() ? null : text).toList();
      case Frame.Numbers(double[] numbers) when bands != null -> banded(bands, numbers);
      case Frame.Numbers(double[] numbers) -> named(data, attribute, numbers);
    };
  }

  private static List<@Nullable String> banded(List<String> texts, double[] numbers) {
    List<Band> bands = texts.stream().map(Band::parse).toList();
    List<@Nullable String> names = new ArrayList<>();
    for (double number : numbers) {
      names.add(
          bands.stream()
              .filter(band -> band.contains(number))
              .map(Band::label)
              .findFirst()
              .orElse(null));
    }
    return names;
  }

  private static List<@Nullable String> named(
      Dataset data, ProtectedAttribute attribute, double[] numbers) {
    List<String> known =
        data.groupCounts(RowSet.ALL, List.of(attribute)).stream()
            .map(count -> count.groups().getFirst())
            .filter(Objects::nonNull)
            .toList();
    List<@Nullable String> names = new ArrayList<>();
    for (double number : numbers) {
      names.add(Double.isNaN(number) ? null : named(known, attribute, number));
    }
    return names;
  }

  private static String named(List<String> known, ProtectedAttribute attribute, double number) {
    List<String> same = known.stream().filter(name -> isNumber(name, number)).sorted().toList();
    if (same.size() > 1) {
      throw new DataException(
          "data.protected "
              + attribute.attribute()
              + ": rows write one number as "
              + String.join(" and as ", same)
              + ", which are groups of their own; write it in one way");
    }
    return same.isEmpty() ? String.valueOf(number) : same.getFirst();
  }

  /** Whether a group is named after this number, or after one of four bytes that it stands for. */
  private static boolean isNumber(String name, double number) {
    try {
      double own = Double.parseDouble(name);
      return own == number || (float) own == number;
    } catch (NumberFormatException notOne) {
      return false;
    }
  }
}
