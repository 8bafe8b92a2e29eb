package dev.countersign.manifest;

import dev.countersign.manifest.binding.Draft;
import dev.countersign.manifest.binding.Problems;
import java.util.List;
import java.util.stream.Stream;

/** What serves when no model may. */
final class FallbackRules implements Rule {

  @Override
  public void check(Draft manifest, Problems problems) {
    List<Draft> kinds =
        Stream.of("endpoint", "answer", "model")
            .map(kind -> manifest.at("fallback", kind))
            .filter(Draft::isWritten)
            .toList();
    kinds.stream()
        .skip(1)
        .forEach(
            second ->
                problems.add(
                    second,
                    "stands beside " + kinds.getFirst().path(),
                    "Keep one of endpoint, answer and model"));
    Draft format = manifest.at("fallback", "model", "format");
    if (format
        .as(ModelSpec.Format.class)
        .filter(ModelSpec.Format.MLFLOW_SCORING::equals)
        .isPresent()) {
      problems.add(
          format,
          "can only be asked, so no router can prove that it serves this very model",
          "Name the model's file and its format; a service is fallback.endpoint");
    }
  }
}
