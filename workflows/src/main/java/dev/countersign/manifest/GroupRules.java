package dev.countersign.manifest;

import dev.countersign.manifest.binding.Draft;
import dev.countersign.manifest.binding.Nearest;
import dev.countersign.manifest.binding.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Protected attributes against the values that occur. */
final class GroupRules {
  private static final int MOST_NUMERIC_GROUPS = 10;

  private final Draft attributes;
  private final DataFacts facts;
  private final Problems problems;

  GroupRules(Draft attributes, DataFacts facts, Problems problems) {
    this.attributes = attributes;
    this.facts = facts;
    this.problems = problems;
  }

  void check() {
    for (Draft attribute : attributes.items()) {
      attribute
          .at("column")
          .text()
          .flatMap(facts::column)
          .ifPresent(column -> check(attribute, column));
    }
  }

  private void check(Draft attribute, DataFacts.Column column) {
    if (attribute.at("bands").isWritten()) {
      checkBands(attribute, column);
      return;
    }
    if (column.numeric() && facts.distinct(column.name()) > MOST_NUMERIC_GROUPS) {
      problems.add(
          attribute,
          "'" + column.name() + "' holds numbers, and every number would be a group",
          "Add bands: [\"<=25\", \">25\"] or what applies, and a reference among them");
      return;
    }
    facts.allValues(column.name()).ifPresent(values -> checkGroups(attribute, values));
  }

  private void checkGroups(Draft attribute, List<String> values) {
    Draft reference = attribute.at("reference");
    reference
        .text()
        .filter(value -> !values.contains(value))
        .ifPresent(
            value ->
                problems.add(
                    reference,
                    "'" + value + "' is not among the values " + ValueList.of(values),
                    Nearest.slip(value, values)
                        .map(nearest -> "Write '" + nearest + "'")
                        .orElse("Write one of them as it stands in the data")));
    if (values.size() < 2) {
      problems.add(
          attribute.at("column"),
          "makes " + (values.isEmpty() ? "no group" : "one group, " + values.getFirst()),
          "Name a column that tells at least two groups apart");
    }
  }

  private void checkBands(Draft attribute, DataFacts.Column column) {
    Draft written = attribute.at("bands");
    if (!column.numeric()) {
      problems.add(
          written,
          "are ranges of numbers, and '" + column.name() + "' holds texts",
          "Leave bands out and name one of its values as reference");
      return;
    }
    List<Band> bands = readable(written);
    if (bands.size() != written.items().size()) {
      return;
    }
    facts
        .allValues(column.name())
        .ifPresent(values -> checkFilled(written, bands, numbers(values)));
  }

  private void checkFilled(Draft written, List<Band> bands, List<Double> values) {
    List<String> outside =
        values.stream()
            .filter(value -> bands.stream().noneMatch(band -> band.contains(value)))
            .map(value -> Double.toString(value))
            .toList();
    if (!outside.isEmpty()) {
      problems.add(
          written,
          "leave out rows with " + ValueList.of(outside),
          "Add bands until every value is in one: nobody passes unseen");
    }
    for (int i = 0; i < bands.size(); i++) {
      Band band = bands.get(i);
      if (values.stream().noneMatch(band::contains)) {
        problems.add(
            written.items().get(i),
            "the group " + band.label() + " is empty",
            "Choose bands that hold rows, or leave it out");
      }
    }
  }

  private static List<Band> readable(Draft written) {
    List<Band> bands = new ArrayList<>();
    for (String text : written.texts()) {
      try {
        bands.add(Band.parse(text));
      } catch (IllegalArgumentException said) {
        return List.of();
      }
    }
    return bands;
  }

  private static List<Double> numbers(List<String> values) {
    return values.stream().flatMap(value -> number(value).stream()).toList();
  }

  private static Optional<Double> number(String value) {
    try {
      double number = Double.parseDouble(value);
      return Double.isNaN(number) ? Optional.empty() : Optional.of(number);
    } catch (NumberFormatException text) {
      return Optional.empty();
    }
  }
}
