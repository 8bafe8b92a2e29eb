package dev.countersign.manifest;

import dev.countersign.manifest.DataSpec.Task;
import dev.countersign.manifest.MitigationSpec.Method;
import dev.countersign.manifest.binding.Draft;
import dev.countersign.manifest.binding.Problems;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Labels that are numbers or one of several classes, and what can't be asked for with them. */
final class TaskRules implements Rule {
  /** Methods that move the threshold of a probability, or rewrite trees of one output. */
  private static final Set<Method> OF_ONE_PROBABILITY =
      Set.of(Method.DISPARATE_IMPACT_REMOVER, Method.THRESHOLD_OPTIMISATION, Method.REJECT_OPTION);

  @Override
  public void check(Draft manifest, Problems problems) {
    Draft label = manifest.at("data", "label");
    Optional<Task> task = label.at("task").as(Task.class);
    checkClasses(label, task.orElse(Task.CLASSIFICATION), manifest, problems);
    if (task.isEmpty() || task.get() == Task.CLASSIFICATION) {
      return;
    }
    if (task.get() == Task.REGRESSION) {
      checkRange(label.at("favourable"), problems);
    }
    checkThresholds(manifest, task.get(), problems);
    models(manifest)
        .map(model -> model.at("favourableIndex"))
        .filter(Draft::isWritten)
        .forEach(
            index ->
                problems.add(
                    index,
                    "is of models of two classes, and data.label.task asks for numbers or several"
                        + " classes",
                    task.get() == Task.REGRESSION
                        ? "Leave it out: the model's one output is the number"
                        : "Leave it out: data.label.classes says which output is which"));
    Draft method = manifest.at("mitigation", "method");
    method
        .as(Method.class)
        .filter(OF_ONE_PROBABILITY::contains)
        .ifPresent(
            unfit ->
                problems.add(
                    method,
                    "works on the probability of one favourable class, and data.label.task asks for"
                        + " numbers or several classes",
                    "Use reweighing or feature-replacement, or say what was done upstream"));
  }

  private static Stream<Draft> models(Draft manifest) {
    return Stream.of(
            manifest.at("model"), manifest.at("incumbent"), manifest.at("fallback", "model"))
        .filter(Draft::isWritten);
  }

  private static void checkClasses(Draft label, Task task, Draft manifest, Problems problems) {
    Draft classes = label.at("classes");
    if (task != Task.MULTI_CLASS) {
      if (classes.isWritten()) {
        problems.add(
            classes,
            "names classes, and data.label.task is not multi-class",
            "Leave it out, or write task: multi-class");
      }
      return;
    }
    if (!classes.isWritten()) {
      Stream.concat(models(manifest), Stream.of(manifest.at("training")))
          .filter(Draft::isWritten)
          .findFirst()
          .ifPresent(
              model ->
                  problems.add(
                      label,
                      "does not say which output of the model is which class",
                      "Name the label's values under data.label.classes in the order of the model's"
                          + " outputs, such as [a, b, c]"));
      return;
    }
    List<String> names =
        classes.items().stream().map(Draft::text).flatMap(Optional::stream).toList();
    if (names.size() < 2 || new HashSet<>(names).size() < names.size()) {
      problems.add(
          classes,
          names.size() < 2 ? "names fewer than two classes" : "names a class twice",
          "Name every value of the label once, in the order of the model's outputs");
    }
    label
        .at("favourable")
        .text()
        .filter(favourable -> !names.contains(favourable))
        .ifPresent(
            favourable ->
                problems.add(
                    classes,
                    "does not name '" + favourable + "', the favourable one",
                    "Name every value of the label, in the order of the model's outputs"));
  }

  private static void checkThresholds(Draft manifest, Task task, Problems problems) {
    Stream.of(
            manifest.at("predictions", "threshold"),
            manifest.at("gates", "evaluation", "threshold"))
        .filter(Draft::isWritten)
        .forEach(
            threshold ->
                problems.add(
                    threshold,
                    "cuts scores, and data.label.task asks for numbers or classes",
                    task == Task.REGRESSION
                        ? "Leave it out: data.label.favourable says which predictions are"
                            + " favourable"
                        : "Leave it out: the most probable class is the one predicted"));
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
