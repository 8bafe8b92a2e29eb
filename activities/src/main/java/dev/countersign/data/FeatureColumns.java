package dev.countersign.data;

import dev.countersign.manifest.DataSpec;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.MitigationSpec;
import dev.countersign.manifest.ReleaseManifest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which columns a model may see. */
final class FeatureColumns {
  private FeatureColumns() {}

  /**
   * The manifest's {@code include} in its order; else every column but {@code exclude} and those
   * that are never features: label, id, the column of the split, {@code pii}, predictions, and
   * protected columns whose use is not {@code feature}.
   *
   * @throws DataException if {@code include} or {@code exclude} names a column there isn't, {@code
   *     include} names one that is never a feature, nothing is left, or a feature can't be replaced
   *     as the mitigation says
   */
  static List<String> of(ReleaseManifest manifest, SourceTable table, SplitRule split) {
    Map<String, String> never = neverFeatures(manifest, split);
    MitigationSpec mitigation = manifest.mitigation();
    Map<String, String> replace = mitigation == null ? null : mitigation.replace();
    List<String> features = beforeMitigation(manifest, table, never);
    return replace == null ? features : replaced(features, replace, never, table);
  }

  /** The features with some of them giving way to other columns. */
  private static List<String> replaced(
      List<String> features,
      Map<String, String> replace,
      Map<String, String> never,
      SourceTable table) {
    replace.forEach(
        (feature, column) -> {
          table.require(feature, "mitigation.replace");
          table.require(column, "mitigation.replace." + feature);
          if (!features.contains(feature)) {
            throw new DataException(
                "mitigation.replace names " + feature + ", which is no feature: leave it out");
          }
          if (never.containsKey(column)) {
            throw new DataException(
                "mitigation.replace puts "
                    + column
                    + " in the place of "
                    + feature
                    + ", but it is never a feature: it is "
                    + never.get(column));
          }
        });
    return features.stream().map(name -> replace.getOrDefault(name, name)).distinct().toList();
  }

  private static List<String> beforeMitigation(
      ReleaseManifest manifest, SourceTable table, Map<String, String> never) {
    DataSpec.Features features = manifest.data().features();
    List<String> include = features == null ? null : features.include();
    List<String> exclude = features == null ? null : features.exclude();
    if (include != null) {
      return included(include, never, table);
    }
    if (exclude != null) {
      exclude.forEach(name -> table.require(name, "data.features.exclude"));
    }
    List<String> left =
        table.columns().stream()
            .map(SourceColumn::name)
            .filter(name -> !never.containsKey(name))
            .filter(name -> exclude == null || !exclude.contains(name))
            .toList();
    if (left.isEmpty()) {
      throw new DataException("no column is left as a feature: shorten data.features.exclude");
    }
    return left;
  }

  private static List<String> included(
      List<String> include, Map<String, String> never, SourceTable table) {
    if (include.isEmpty()) {
      throw new DataException("data.features.include is empty: name the columns, or leave it out");
    }
    for (String name : include) {
      table.require(name, "data.features.include");
      String reason = never.get(name);
      if (reason != null) {
        throw new DataException(
            "data.features.include names " + name + ", which is never a feature: it is " + reason);
      }
    }
    return include;
  }

  private static Map<String, String> neverFeatures(ReleaseManifest manifest, SplitRule split) {
    DataSpec data = manifest.data();
    Map<String, String> never = new LinkedHashMap<>();
    never.put(data.label().column(), "the label");
    if (data.id() != null) {
      never.put(data.id(), "the id");
    }
    if (split.column() != null) {
      never.put(split.column(), "what the split is made by");
    }
    data.pii().forEach(name -> never.put(name, "listed in data.pii"));
    if (manifest.predictions() != null) {
      never.put(manifest.predictions().column(), "a prediction");
    }
    for (ProtectedAttribute attribute : data.protectedAttributes()) {
      if (attribute.useOrDefault() != Use.FEATURE) {
        never.put(
            attribute.column(), "a protected column; set its use to feature if it may be one");
      }
    }
    return never;
  }
}
