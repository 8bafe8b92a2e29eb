package dev.countersign.manifest;

import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.MitigationSpec.Method;
import dev.countersign.manifest.binding.Draft;
import dev.countersign.manifest.binding.Nearest;
import dev.countersign.manifest.binding.Problems;
import dev.countersign.manifest.binding.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What each way of mitigating needs. */
final class MitigationRules implements Rule {
  private static final List<Method> BY_THRESHOLDS =
      List.of(Method.THRESHOLD_OPTIMISATION, Method.REJECT_OPTION);

  @Override
  public void check(Draft manifest, Problems problems) {
    Draft mitigation = manifest.at("mitigation");
    mitigation
        .at("method")
        .as(Method.class)
        .ifPresent(
            method -> {
              checkAttributes(method, mitigation, manifest, problems);
              checkOptions(method, mitigation, problems);
              checkModel(method, manifest, problems);
            });
  }

  private static void checkAttributes(
      Method method, Draft mitigation, Draft manifest, Problems problems) {
    if (mitigation.at("attribute").isWritten() && mitigation.at("attributes").isWritten()) {
      problems.add(
          mitigation, "has both attribute and attributes", "Keep attributes for several at once");
    }
    Repeats.check(mitigation.at("attributes"), "attribute", problems);
    List<Draft> named =
        Stream.concat(
                Stream.of(mitigation.at("attribute")).filter(Draft::isWritten),
                mitigation.at("attributes").items().stream())
            .toList();
    if (named.isEmpty() && worksOnGroups(method)) {
      problems.add(
          mitigation.at("attribute"),
          "is missing, and " + Shape.written(method) + " works on groups",
          "Add attribute: one of data.protected");
    }
    named.forEach(name -> checkAttribute(method, name, manifest, problems));
  }

  private static void checkAttribute(Method method, Draft name, Draft manifest, Problems problems) {
    Draft all = manifest.at("data", "protected");
    List<String> known =
        all.items().stream().flatMap(a -> a.at("attribute").text().stream()).toList();
    Optional<Draft> attribute =
        all.items().stream()
            .filter(a -> name.text().isPresent() && a.at("attribute").text().equals(name.text()))
            .findFirst();
    if (name.text().isPresent() && attribute.isEmpty()) {
      problems.add(
          name,
          "'" + name.text().orElse("") + "' is not among the protected attributes",
          Nearest.of(name.text().orElse(""), known)
              .map(nearest -> "Write '" + nearest + "', or add it under data.protected")
              .orElse("Add it under data.protected"));
    }
    Optional<Use> need = need(method, manifest);
    if (attribute.isEmpty() || need.isEmpty()) {
      return;
    }
    Draft use = attribute.get().at("use");
    Optional<Use> given = use.isWritten() ? use.as(Use.class) : Optional.of(Use.AUDIT);
    given
        .filter(u -> !u.covers(need.get()))
        .ifPresent(
            u ->
                problems.add(
                    name,
                    Shape.written(method)
                        + " uses "
                        + name.text().orElse("")
                        + ", whose use is "
                        + Shape.written(u),
                    "Give the attribute use: "
                        + Shape.written(need.get())
                        + " under data.protected, or choose another method"));
  }

  /**
   * Weights that nothing is trained with are evidence only, and need no more than an audit does.
   */
  private static Optional<Use> need(Method method, Draft manifest) {
    return switch (method) {
      case REWEIGHING ->
          manifest.at("training").isWritten() ? Optional.of(Use.TRAINING) : Optional.empty();
      case DISPARATE_IMPACT_REMOVER, THRESHOLD_OPTIMISATION, REJECT_OPTION ->
          Optional.of(Use.DECISION);
      case NONE, UPSTREAM, FEATURE_REPLACEMENT -> Optional.empty();
    };
  }

  private static boolean worksOnGroups(Method method) {
    return switch (method) {
      case REWEIGHING,
          DISPARATE_IMPACT_REMOVER,
          FEATURE_REPLACEMENT,
          THRESHOLD_OPTIMISATION,
          REJECT_OPTION ->
          true;
      case NONE, UPSTREAM -> false;
    };
  }

  private static void checkOptions(Method method, Draft mitigation, Problems problems) {
    onlyWith(
        List.of(Method.DISPARATE_IMPACT_REMOVER), method, mitigation.at("repairLevel"), problems);
    for (String option : List.of("constraint", "objective", "tolerance")) {
      onlyWith(BY_THRESHOLDS, method, mitigation.at(option), problems);
    }
    onlyWith(List.of(Method.FEATURE_REPLACEMENT), method, mitigation.at("replace"), problems);
    if (method == Method.FEATURE_REPLACEMENT && !mitigation.at("replace").isWritten()) {
      problems.add(
          mitigation.at("replace"),
          "is missing",
          "Say which feature gives way to which column, for example replace: {postcode: region}");
    }
    if (method == Method.UPSTREAM && !mitigation.at("description").isWritten()) {
      problems.add(
          mitigation.at("description"),
          "is missing",
          "Say in words what was done upstream, or that nothing was");
    }
  }

  private static void onlyWith(
      List<Method> owners, Method method, Draft option, Problems problems) {
    if (option.isWritten() && !owners.contains(method)) {
      problems.add(
          option,
          "means nothing to " + Shape.written(method),
          "Leave it out, or choose method: "
              + owners.stream().map(Shape::written).collect(Collectors.joining(" or ")));
    }
  }

  private static void checkModel(Method method, Draft manifest, Problems problems) {
    Draft where = manifest.at("mitigation", "method");
    boolean beforeTraining =
        method == Method.REWEIGHING
            || method == Method.DISPARATE_IMPACT_REMOVER
            || method == Method.FEATURE_REPLACEMENT;
    if (beforeTraining && manifest.at("model").isWritten()) {
      problems.add(
          where,
          Shape.written(method) + " works before training, and this model is trained already",
          "Write method: upstream with a description of what was done");
    }
    Draft training = manifest.at("training");
    if (method == Method.DISPARATE_IMPACT_REMOVER
        && training.isWritten()
        && !training.at("xgboost").isWritten()) {
      problems.add(
          where,
          "writes the repair into the trained trees, which only training.xgboost makes here",
          "Train with training.xgboost, repair in your own training and write method: upstream, or"
              + " choose another method");
    }
    Draft split = manifest.at("data", "split");
    if (BY_THRESHOLDS.contains(method) && !split.at("calibration").isWritten()) {
      problems.add(
          split.at("calibration"),
          "is missing, and thresholds are fitted on calibration rows",
          "Add calibration to data.split, for example calibration: 0.2");
    }
  }
}
