package dev.countersign.workflow;

import dev.countersign.workflow.StageTable.Transition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The page on stages and outcomes, made from the table by which the workflow moves. */
final class StagePage {
  private StagePage() {}

  static String text() {
    return """
    <!-- Made from StageTable by StageTableTest; recreate it with -Dcountersign.recreate=true. -->
    # Stages and outcomes

    Every way a release may move. The workflow moves by this table and no other way.

    ```mermaid
    stateDiagram-v2
      [*] --> intake
    %s
    ```

    | stage | what it does | ends | then |
    | --- | --- | --- | --- |
    %s\
    """
        .formatted(diagram(), rows());
  }

  private static String diagram() {
    Map<String, List<String>> arrows =
        StageTable.all().stream()
            .collect(
                Collectors.groupingBy(
                    StagePage::arrow,
                    LinkedHashMap::new,
                    Collectors.mapping(StagePage::how, Collectors.toList())));
    return arrows.entrySet().stream()
        .map(arrow -> "  " + arrow.getKey() + ": " + String.join(", ", arrow.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private static String arrow(Transition transition) {
    return state(transition.from()) + " --> " + target(transition).replace('-', '_');
  }

  private static String state(Stage stage) {
    return stage.id().replace('-', '_');
  }

  private static String target(Transition transition) {
    return transition.next() == null
        ? Objects.requireNonNull(transition.outcome()).name()
        : transition.next().id();
  }

  private static String how(Transition transition) {
    return transition.how().name().toLowerCase(Locale.ROOT);
  }

  private static String rows() {
    StringBuilder rows = new StringBuilder();
    for (Stage stage : Stage.values()) {
      boolean first = true;
      for (Transition transition : StageTable.all()) {
        if (transition.from() == stage) {
          rows.append(
              "| %s | %s | %s | %s |\n"
                  .formatted(
                      first ? "`" + stage.id() + "`" : "",
                      first ? stage.purpose() : "",
                      how(transition),
                      transition.next() == null
                          ? "**" + transition.outcome() + "**"
                          : "`" + target(transition) + "`"));
          first = false;
        }
      }
    }
    return rows.toString();
  }
}
