package dev.countersign.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.fixture.Contexts;
import dev.countersign.fixture.Manifests;
import dev.countersign.fixture.PythonOracle;
import dev.countersign.fixture.SharedFiles;
import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.manifest.PredictionsSpec;
import dev.countersign.passport.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same numbers as Fairlearn, AIF360 and scikit-learn, asked live, for every group. */
class GroupMetricsIT {
  private static final double TOLERANCE = 1e-9;

  @TempDir Path folder;

  @Test
  void germanCreditAgreesWithTheirs() throws Exception {
    agrees(
        "data/german_credit.csv", "credit_risk", "good", Map.of("sex", "male"), "housing", "A152");
  }

  @Test
  void adultAgreesWithTheirs() throws Exception {
    agrees("data/adult.csv", "income", ">50K", Map.of("sex", "Male"), "race", "White");
  }

  private void agrees(
      String table,
      String label,
      String favourable,
      Map<String, String> first,
      String second,
      String reference)
      throws Exception {
    Optional<Path> file = SharedFiles.find(table);
    if (file.isEmpty()) {
      return;
    }
    Map<String, String> groups = new HashMap<>(first);
    groups.put(second, reference);
    List<String> pairs =
        groups.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
    String[] arguments = {file.get().toString(), label, favourable, folder.toString()};
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(pairs);
    PythonOracle.run("group_metrics.py", folder, all.toArray(String[]::new));
    JsonNode theirs = Json.mapper().readTree(Files.readAllBytes(folder.resolve("metrics.json")));

    Manifests manifest =
        Manifests.over("scored.csv", label, favourable)
            .predictions(new PredictionsSpec("score", 0.5));
    groups.forEach((name, value) -> manifest.protect(name, name, value));
    try (Contexts contexts = Contexts.open(manifest.build(), folder, folder.resolve("evidence"))) {
      GateResult ours = new EvaluationGate().run(contexts.build());
      int compared = 0;
      for (Check check : ours.checks()) {
        JsonNode expected = expected(theirs, check);
        if (!expected.isMissingNode() && expected.isNumber()) {
          assertThat(check.value())
              .as("%s %s %s", check.check(), check.attribute(), check.group())
              .isCloseTo(expected.asDouble(), offset(TOLERANCE));
          compared++;
        }
      }
      System.out.println(table + ": " + compared + " figures agree to " + TOLERANCE);
      int rates = count(theirs.at("/rates"));
      int comparisons = count(theirs.at("/comparisons")) * 5;
      assertThat(compared).isEqualTo(rates * 3 + comparisons + 7);
    }
  }

  private static JsonNode expected(JsonNode theirs, Check check) {
    if (check.attribute() == null) {
      return theirs.path("performance").path(check.check());
    }
    JsonNode rates =
        theirs.path("rates").path(check.attribute()).path(check.group()).path(check.check());
    return rates.isMissingNode()
        ? theirs.path("comparisons").path(check.attribute()).path(check.group()).path(check.check())
        : rates;
  }

  private static int count(JsonNode byAttribute) {
    int groups = 0;
    for (JsonNode attribute : byAttribute) {
      groups += attribute.size();
    }
    return groups;
  }
}
