package dev.countersign.manifest;

import dev.countersign.manifest.DataSpec.Task;
import dev.countersign.manifest.binding.Draft;
import dev.countersign.manifest.binding.Problems;
import java.util.Optional;
import java.util.stream.Stream;

/** Labels that are numbers or one of several classes. */
final class TaskRules implements Rule {

  @Override
  public void check(Draft manifest, Problems problems) {
    Draft label = manifest.at("data", "label");
    Optional<Task> task = label.at("task").as(Task.class);
    if (task.isEmpty() || task.get() == Task.CLASSIFICATION) {
      return;
    }
    if (task.get() == Task.REGRESSION) {
      checkRange(label.at("favourable"), problems);
    }
    Stream.of("training", "model")
        .map(manifest::at)
        .filter(Draft::isWritten)
        .forEach(
            origin ->
                problems.add(
                    origin,
                    "gives the probability of one favourable class, and data.label.task asks for"
                        + " more",
                    "Put the model's predictions into a column of the data and name it under"
                        + " predictions"));
    Draft threshold = manifest.at("predictions", "threshold");
    if (threshold.isWritten()) {
      problems.add(
          threshold,
          "cuts scores, and data.label.task asks for numbers or classes",
          task.get() == Task.REGRESSION
              ? "Leave it out: data.label.favourable says which predictions are favourable"
              : "Leave it out, and let the column name the predicted class");
    }
  }

  private static void checkRange(Draft favourable, Problems problems) {
    favourable
        .text()
        .ifPresent(
            text -> {
              try {
                Band.parse(text);
              } catch (IllegalArgumentException none) {
                problems.add(
                    favourable,
                    "'" + text + "' is no range, and data.label.task is regression",
                    "Write " + Forms.BAND_WORDS);
              }
            });
  }
}
