package dev.countersign.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.evaluation.EvaluationReport.Compared;
import dev.countersign.fixture.Contexts;
import dev.countersign.fixture.Manifests;
import dev.countersign.fixture.PythonOracle;
import dev.countersign.fixture.SharedFiles;
import dev.countersign.gate.GateResult;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.PredictionsSpec;
import dev.countersign.passport.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same numbers as Fairlearn, AIF360 and scikit-learn, asked live, for every group. */
class GroupMetricsIT {
  private static final double TOLERANCE = 1e-9;

  @TempDir Path folder;

  @Test
  void germanCreditAgreesWithTheirs() throws Exception {
    agrees(
        "data/german_credit.csv",
        "credit_risk",
        "good",
        Map.of("sex", "male", "age", ">25", "housing", "A152"));
  }

  @Test
  void adultAgreesWithTheirs() throws Exception {
    agrees(
        "data/adult.csv", "income", ">50K", Map.of("sex", "Male", "race", "White", "age", ">25"));
  }

  private void agrees(String table, String label, String favourable, Map<String, String> references)
      throws Exception {
    Optional<Path> file = SharedFiles.find(table);
    if (file.isEmpty()) {
      return;
    }
    List<String> arguments =
        new ArrayList<>(List.of(file.get().toString(), label, favourable, folder.toString()));
    references.forEach((column, reference) -> arguments.add(column + "=" + reference));
    PythonOracle.run("group_metrics.py", folder, arguments.toArray(String[]::new));
    JsonNode theirs = Json.mapper().readTree(Files.readAllBytes(folder.resolve("metrics.json")));
    EvaluationReport ours = report(label, favourable, references);

    int compared = 0;
    for (Map.Entry<String, JsonNode> attribute : theirs.path("groups").properties()) {
      for (Map.Entry<String, JsonNode> group : attribute.getValue().properties()) {
        GroupFigures figures = figures(ours, attribute.getKey(), group.getKey());
        for (Map.Entry<String, JsonNode> metric : group.getValue().properties()) {
          String what = attribute.getKey() + " " + group.getKey() + " " + metric.getKey();
          agree(what, value(figures, metric.getKey()), metric.getValue());
          compared++;
        }
      }
    }
    for (Map.Entry<String, JsonNode> attribute : theirs.path("comparisons").properties()) {
      for (Map.Entry<String, JsonNode> group : attribute.getValue().properties()) {
        for (Map.Entry<String, JsonNode> metric : group.getValue().properties()) {
          String what = attribute.getKey() + " " + group.getKey() + " " + metric.getKey();
          Compared own = comparison(ours, metric.getKey(), attribute.getKey(), group.getKey());
          agree(what, own.estimate().value(), metric.getValue());
          compared++;
        }
      }
    }
    for (Map.Entry<String, JsonNode> metric : theirs.path("performance").properties()) {
      agree(metric.getKey(), value(ours.overall(), metric.getKey()), metric.getValue());
      compared++;
    }
    System.out.println(table + ": " + compared + " figures agree to " + TOLERANCE);
    assertThat(ours.groups()).hasSize(sizes(theirs.path("groups")));
  }

  private EvaluationReport report(String label, String favourable, Map<String, String> references) {
    Manifests manifest =
        Manifests.over("scored.csv", label, favourable)
            .predictions(new PredictionsSpec("score", 0.5));
    references.forEach(
        (column, reference) -> {
          if (reference.startsWith(">")) {
            String below = reference.replace(">", "<=");
            manifest.protectBanded(column, column, reference, Use.AUDIT, below, reference);
          } else {
            manifest.protect(column, column, reference);
          }
        });
    try (Contexts contexts = Contexts.open(manifest.build(), folder, folder.resolve("evidence"))) {
      GateResult result = new EvaluationGate().run(contexts.build());
      byte[] json = contexts.evidence().get(result.artifacts().getFirst().digest());
      return Json.read(json, EvaluationReport.class);
    }
  }

  private static void agree(String what, @Nullable Double ours, JsonNode theirs) {
    if (theirs.isNull()) {
      assertThat(ours).as(what).isNull();
    } else {
      assertThat(ours).as(what).isNotNull().isCloseTo(theirs.asDouble(), offset(TOLERANCE));
    }
  }

  private static @Nullable Double value(GroupFigures figures, String metric) {
    if (metric.equals("mean-score")) {
      return figures.meanScore();
    }
    return figures.rates().getOrDefault(metric, figures.performance().get(metric)).value();
  }

  private static GroupFigures figures(EvaluationReport report, String attribute, String group) {
    return report.groups().stream()
        .filter(g -> attribute.equals(g.attribute()) && group.equals(g.group()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no group " + attribute + " " + group));
  }

  private static Compared comparison(
      EvaluationReport report, String metric, String attribute, String group) {
    return report.comparisons().stream()
        .filter(c -> c.metric().equals(metric))
        .filter(c -> c.attribute().equals(attribute) && c.group().equals(group))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + metric + " " + attribute + " " + group));
  }

  private static int sizes(JsonNode byAttribute) {
    int groups = 0;
    for (JsonNode attribute : byAttribute) {
      groups += attribute.size();
    }
    return groups;
  }
}
