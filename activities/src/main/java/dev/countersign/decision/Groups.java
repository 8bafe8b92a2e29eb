package dev.countersign.decision;

import dev.countersign.data.Dataset;
import dev.countersign.data.RowSet;
import dev.countersign.gates.Intersections;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.ReleaseManifest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which group of several attributes taken together each row is in. */
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
}
