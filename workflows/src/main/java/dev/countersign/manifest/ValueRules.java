package dev.countersign.manifest;

import dev.countersign.manifest.binding.Draft;
import dev.countersign.manifest.binding.Nearest;
import dev.countersign.manifest.binding.Problems;
import java.util.List;
import java.util.Optional;

/** Label, id, split and predictions against the values that occur. */
final class ValueRules {
  private final Draft manifest;
  private final DataFacts facts;
  private final Problems problems;

  ValueRules(Draft manifest, DataFacts facts, Problems problems) {
    this.manifest = manifest;
    this.facts = facts;
    this.problems = problems;
  }

  void check() {
    checkLabel();
    checkId();
    checkSplit();
    checkPredictions();
  }

  private void checkLabel() {
    Draft label = manifest.at("data", "label");
    Draft column = label.at("column");
    Optional<List<String>> values = column.text().flatMap(facts::allValues);
    values
        .filter(all -> all.size() < 2)
        .ifPresent(
            all ->
                problems.add(
                    column,
                    all.isEmpty()
                        ? "holds no value at all"
                        : "holds a single class, " + all.getFirst(),
                    "Name a label that tells favourable from unfavourable, or other data"));
    if (!isRegression()) {
      values.ifPresent(all -> among(label.at("favourable"), all, "the label's values"));
    }
  }

  private boolean isRegression() {
    return manifest
        .at("data", "label", "task")
        .as(DataSpec.Task.class)
        .filter(DataSpec.Task.REGRESSION::equals)
        .isPresent();
  }

  private void checkId() {
    Draft id = manifest.at("data", "id");
    id.text()
        .flatMap(facts::allValues)
        .filter(values -> values.size() < facts.rows())
        .ifPresent(
            values ->
                problems.add(
                    id,
                    "does not identify rows: %d values in %d rows"
                        .formatted(values.size(), facts.rows()),
                    "Name a column that is different in every row, or leave id out"));
  }

  private void checkSplit() {
    Draft split = manifest.at("data", "split");
    split
        .at("column")
        .text()
        .flatMap(facts::allValues)
        .ifPresent(
            values ->
                List.of("train", "evaluation", "calibration")
                    .forEach(part -> among(split.at(part), values, "the split column's values")));
  }

  private void checkPredictions() {
    Draft predictions = manifest.at("predictions");
    Draft column = predictions.at("column");
    if (predictions.at("threshold").isWritten()) {
      column
          .text()
          .flatMap(facts::column)
          .filter(found -> !found.numeric())
          .ifPresent(
              found ->
                  problems.add(
                      column,
                      "holds texts, and a threshold needs scores",
                      "Name the column of scores, or leave threshold out for decisions"));
      return;
    }
    if (isRegression()) {
      return;
    }
    Optional<List<String>> labels =
        manifest.at("data", "label", "column").text().flatMap(facts::allValues);
    Optional<List<String>> decisions = column.text().flatMap(facts::allValues);
    if (labels.isPresent() && decisions.isPresent()) {
      decisions.get().stream()
          .filter(decision -> !labels.get().contains(decision))
          .findFirst()
          .ifPresent(
              decision ->
                  problems.add(
                      column,
                      "holds '"
                          + decision
                          + "', which is none of the label's values "
                          + ValueList.of(labels.get()),
                      "Write decisions as the label writes them, or add threshold for scores"));
    }
  }

  private void among(Draft where, List<String> values, String what) {
    where
        .text()
        .filter(value -> !values.contains(value))
        .ifPresent(
            value ->
                problems.add(
                    where,
                    "'" + value + "' is not among " + what + ": " + ValueList.of(values),
                    Nearest.slip(value, values)
                        .map(nearest -> "Write '" + nearest + "'")
                        .orElse("Write one of them as it stands in the data")));
  }
}
