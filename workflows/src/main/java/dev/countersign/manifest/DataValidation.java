package dev.countersign.manifest;

import dev.countersign.manifest.binding.Draft;
import dev.countersign.manifest.binding.Nearest;
import dev.countersign.manifest.binding.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Holds a manifest to its data: columns that exist, values that occur, groups that can be told
 * apart. It works on manifests that have other mistakes, and says what it can all the same.
 */
public final class DataValidation {
  private DataValidation() {}

  /**
   * Checks.
   *
   * @param reading the manifest, right or wrong
   * @param facts of its data, with the values that {@link DataNeeds} asked for; a column whose
   *     values are not there, or are too many to be all, is not held to them
   */
  public static List<Problem> check(ManifestReading reading, DataFacts facts) {
    Problems problems = new Problems();
    Draft manifest = reading.draft();
    if (!manifest.at("data").isWritten()) {
      return List.of();
    }
    if (facts.rows() == 0) {
      problems.add(
          manifest.at("data", "source"), "holds no rows", "Name a file with rows below its header");
      return problems.list();
    }
    checkColumns(manifest, facts, problems);
    checkFeaturesLeft(manifest, facts, problems);
    new ValueRules(manifest, facts, problems).check();
    new GroupRules(manifest.at("data", "protected"), facts, problems).check();
    return problems.list();
  }

  private static void checkColumns(Draft manifest, DataFacts facts, Problems problems) {
    List<String> names = facts.columns().stream().map(DataFacts.Column::name).toList();
    for (Draft where : columns(manifest)) {
      where
          .text()
          .filter(name -> facts.column(name).isEmpty())
          .ifPresent(
              name ->
                  problems.add(
                      where,
                      "'" + name + "' is no column of the data",
                      Nearest.slip(name, names)
                          .map(nearest -> "Write '" + nearest + "'")
                          .orElse("Columns are " + ValueList.of(names))));
    }
  }

  private static List<Draft> columns(Draft manifest) {
    Draft data = manifest.at("data");
    List<Draft> columns =
        new ArrayList<>(
            List.of(
                data.at("id"),
                data.at("label", "column"),
                data.at("split", "column"),
                data.at("split", "group"),
                data.at("split", "time"),
                manifest.at("predictions", "column")));
    columns.add(manifest.at("gates", "data-audit", "options", "timeColumn"));
    data.at("protected").items().forEach(attribute -> columns.add(attribute.at("column")));
    columns.addAll(manifest.at("mitigation", "replace").entries().values());
    Stream.of(
            data.at("features", "include"),
            data.at("features", "exclude"),
            data.at("pii"),
            manifest.at("gates", "data-audit", "options", "conditionOn"))
        .forEach(list -> columns.addAll(list.items()));
    return columns;
  }

  private static void checkFeaturesLeft(Draft manifest, DataFacts facts, Problems problems) {
    if (manifest.at("data", "features", "include").isWritten()) {
      return;
    }
    List<String> excluded =
        Stream.concat(
                manifest.at("data", "features", "exclude").texts().stream(),
                FeatureRules.reserved(manifest).keySet().stream())
            .toList();
    Optional<String> left =
        facts.columns().stream()
            .map(DataFacts.Column::name)
            .filter(name -> !excluded.contains(name))
            .findFirst();
    boolean needed = manifest.at("training").isWritten() || manifest.at("model").isWritten();
    if (needed && left.isEmpty()) {
      problems.add(
          manifest.at("data", "features"),
          "leaves no column to learn from",
          "Exclude fewer columns, or name data with more of them");
    }
  }
}
