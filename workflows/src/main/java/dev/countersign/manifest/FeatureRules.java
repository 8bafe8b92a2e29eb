package dev.countersign.manifest;

import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.binding.Draft;
import dev.countersign.manifest.binding.Problems;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which columns can't be features, nor be conditioned on as such: label, id, split, pii,
 * predictions, and protected ones.
 */
final class FeatureRules implements Rule {

  @Override
  public void check(Draft manifest, Problems problems) {
    Draft features = manifest.at("data", "features");
    Repeats.check(features.at("include"), "column", problems);
    Repeats.check(features.at("exclude"), "column", problems);
    if (features.at("include").isWritten() && features.at("exclude").isWritten()) {
      problems.add(
          features,
          "has both include and exclude",
          "Keep include to name every feature, or exclude to take all others");
    }
    Map<String, String> reserved = reserved(manifest);
    for (Draft feature : features.at("include").items()) {
      Optional<String> role = feature.text().map(reserved::get);
      role.ifPresent(
          what ->
              problems.add(
                  feature,
                  "'" + feature.text().orElse("") + "' is " + what + " and can't be a feature",
                  what.startsWith("protected")
                      ? "Leave it out, or give the attribute use: feature"
                      : "Leave it out"));
    }
    for (Draft feature : manifest.at("gates", "data-audit", "options", "conditionOn").items()) {
      Optional<String> role = feature.text().map(reserved::get);
      role.ifPresent(
          what ->
              problems.add(
                  feature,
                  "'"
                      + feature.text().orElse("")
                      + "' is "
                      + what
                      + " and can't be a legitimate feature to condition on",
                  "Leave it out"));
    }
  }

  /** Columns that can't be features, and what they are. */
  static Map<String, String> reserved(Draft manifest) {
    Map<String, String> reserved = new LinkedHashMap<>();
    Draft data = manifest.at("data");
    for (Draft attribute : data.at("protected").items()) {
      boolean feature = attribute.at("use").as(Use.class).filter(Use.FEATURE::equals).isPresent();
      boolean unclear =
          attribute.at("use").isWritten() && attribute.at("use").as(Use.class).isEmpty();
      attribute
          .at("column")
          .text()
          .filter(column -> !feature && !unclear)
          .ifPresent(column -> reserved.put(column, "protected"));
    }
    data.at("label", "column").text().ifPresent(column -> reserved.put(column, "the label"));
    data.at("id").text().ifPresent(column -> reserved.put(column, "the id"));
    data.at("split", "column").text().ifPresent(c -> reserved.put(c, "the split column"));
    data.at("pii").texts().forEach(column -> reserved.put(column, "listed under pii"));
    manifest
        .at("predictions", "column")
        .text()
        .ifPresent(column -> reserved.put(column, "the predictions column"));
    return reserved;
  }
}
