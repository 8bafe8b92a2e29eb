package dev.countersign.manifest;

import dev.countersign.manifest.binding.Draft;
import dev.countersign.manifest.binding.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sources, split, and protected attributes with their bands. */
final class DataRules implements Rule {

  @Override
  public void check(Draft manifest, Problems problems) {
    Draft data = manifest.at("data");
    if (!data.isWritten()) {
      return;
    }
    checkSource(data, problems);
    data.at("split").as(Split.class).ifPresent(split -> checkSplit(split, data, problems));
    if (manifest.at("training").isWritten() && !data.at("split").isWritten()) {
      problems.add(
          data.at("split"),
          "is missing, and a model can't be trained and judged on the same rows",
          "Add split: {evaluation: 0.3, seed: 1}, or {column: …, train: …, evaluation: …}");
    }
    Repeats.check(data.at("pii"), "column", problems);
    checkAttributes(data, problems);
  }

  private static void checkSource(Draft data, Problems problems) {
    boolean sources = data.at("split").as(Split.Sources.class).isPresent();
    boolean source = data.at("source").isWritten();
    if (sources && source) {
      problems.add(
          data.at("source"),
          "stands beside split sources, which hold the rows already",
          "Keep data.source, or the files under data.split");
    }
    if (!sources && !source && !data.at("split").at("train").isWritten()) {
      problems.add(
          data.at("source"),
          "is missing",
          "Add source: the path of a CSV or Parquet file, or a URI");
    }
  }

  private static void checkSplit(Split split, Draft data, Problems problems) {
    Draft where = data.at("split");
    switch (split) {
      case Split.Column column ->
          checkDistinct(where, problems, column.train(), column.evaluation(), column.calibration());
      case Split.Sources sources ->
          checkDistinct(
              where, problems, sources.train(), sources.evaluation(), sources.calibration());
      case Split.Hashed hashed -> {
        Double calibration = hashed.calibration();
        if (calibration != null && hashed.evaluation() + calibration >= 1) {
          problems.add(
              where,
              "leaves no row to train: evaluation and calibration sum to 1 or more",
              "Let the two fractions stay below 1 together");
        }
      }
      case Split.Time time -> {
        String calibration = time.calibration();
        if (calibration != null && calibration.compareTo(time.evaluation()) >= 0) {
          problems.add(
              where.at("calibration"),
              "does not lie before evaluation",
              "Name an earlier time, written the same way as evaluation");
        }
      }
    }
  }

  private static void checkDistinct(
      Draft where,
      Problems problems,
      String train,
      String evaluation,
      @Nullable String calibration) {
    if (train.equals(evaluation) || train.equals(calibration) || evaluation.equals(calibration)) {
      problems.add(
          where,
          "gives two parts the same rows",
          "Give train, evaluation and calibration their own");
    }
  }

  private static void checkAttributes(Draft data, Problems problems) {
    Map<String, Integer> lines = new HashMap<>();
    for (Draft attribute : data.at("protected").items()) {
      attribute
          .at("attribute")
          .text()
          .ifPresent(
              name -> {
                Integer earlier = lines.putIfAbsent(name, attribute.line());
                if (earlier != null) {
                  problems.add(
                      attribute.at("attribute"),
                      "'" + name + "' is defined on line " + earlier + " already",
                      "Give each attribute one definition and its own name");
                }
                if (name.contains("&")) {
                  problems.add(
                      attribute.at("attribute"),
                      "'&' joins the attributes of an intersection",
                      "Choose a name without it");
                }
              });
      checkColumn(attribute, data, problems);
      checkBands(attribute, problems);
    }
  }

  private static void checkColumn(Draft attribute, Draft data, Problems problems) {
    attribute
        .at("column")
        .text()
        .filter(column -> data.at("label", "column").text().filter(column::equals).isPresent())
        .ifPresent(
            column ->
                problems.add(
                    attribute.at("column"),
                    "'" + column + "' is the label",
                    "Name the column that tells the groups apart"));
  }

  private static void checkBands(Draft attribute, Problems problems) {
    Draft written = attribute.at("bands");
    List<Band> bands = new ArrayList<>();
    for (Draft item : written.items()) {
      item.text().ifPresent(text -> readBand(text, item, bands, problems));
    }
    boolean readable = !bands.isEmpty() && bands.size() == written.items().size();
    List<String> labels = bands.stream().map(Band::label).toList();
    attribute
        .at("reference")
        .text()
        .filter(reference -> readable && !labels.contains(reference))
        .ifPresent(
            reference ->
                problems.add(
                    attribute.at("reference"),
                    "'" + reference + "' is not one of the bands " + String.join(", ", labels),
                    "Write one of them, exactly as it stands in bands"));
    if (readable && bands.size() == 1) {
      problems.add(written, "makes one group, so there is nothing to compare", "Add another band");
    }
  }

  private static void readBand(String text, Draft item, List<Band> bands, Problems problems) {
    Band band;
    try {
      band = Band.parse(text);
    } catch (IllegalArgumentException empty) {
      problems.add(item, String.valueOf(empty.getMessage()), "Write the smaller number first");
      return;
    }
    bands.stream()
        .filter(band::overlaps)
        .findFirst()
        .ifPresent(
            earlier ->
                problems.add(
                    item,
                    "'" + text + "' and '" + earlier.label() + "' overlap",
                    "State each boundary once, for example \"<=25\" and \">25\""));
    bands.add(band);
  }
}
