package dev.countersign.manifest;

import dev.countersign.manifest.binding.Draft;
import dev.countersign.manifest.binding.Problems;
import java.util.List;
import java.util.stream.Stream;

/** Where the model comes from. */
final class ModelRules implements Rule {

  @Override
  public void check(Draft manifest, Problems problems) {
    List<Draft> origins =
        Stream.of("training", "model", "predictions")
            .map(key -> manifest.at(key))
            .filter(Draft::isWritten)
            .toList();
    origins.stream()
        .skip(1)
        .forEach(
            second ->
                problems.add(
                    second,
                    "stands beside " + origins.getFirst().path(),
                    "Keep one of training, model and predictions"));
    Draft training = manifest.at("training");
    if (training.as(TrainingSpec.class).isPresent() && training.items().size() != 1) {
      problems.add(
          training,
          training.items().isEmpty() ? "says no way to train" : "says more than one way to train",
          "Keep exactly one of xgboost, command and activity");
    }
    for (String way : List.of("command", "activity")) {
      Draft format = manifest.at("training", way, "format");
      if (format
          .as(ModelSpec.Format.class)
          .filter(ModelSpec.Format.MLFLOW_SCORING::equals)
          .isPresent()) {
        problems.add(
            format,
            "is an endpoint's, and training leaves a file",
            "Write the format of the file: onnx, xgboost or lightgbm");
      }
    }
    Draft rollout = manifest.at("rollout");
    if (rollout.isWritten() && manifest.at("predictions").isWritten()) {
      problems.add(
          rollout,
          "needs a model to serve, and predictions are not one",
          "Leave rollout out, or bring the model under model");
    }
    Draft supersedes = manifest.at("metadata", "supersedes");
    if (supersedes.text().isPresent()
        && supersedes.text().equals(manifest.at("metadata", "version").text())) {
      problems.add(supersedes, "is this very version", "Name the version before it");
    }
  }
}
