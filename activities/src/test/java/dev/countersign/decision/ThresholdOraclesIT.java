package dev.countersign.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.decision.GroupThresholds.Setting;
import dev.countersign.fixture.PythonOracle;
import dev.countersign.manifest.MitigationSpec.Constraint;
import dev.countersign.manifest.MitigationSpec.Method;
import dev.countersign.manifest.MitigationSpec.Objective;
import dev.countersign.passport.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AIF360's reject option and Fairlearn's ThresholdOptimizer, asked live about the same scores. */
class ThresholdOraclesIT {
  private static final int ROWS = 3000;

  @TempDir Path folder;

  @Test
  void theSameScoresAreDecidedAsFairlyAndAsWell() throws Exception {
    SplittableRandom random = new SplittableRandom(21);
    double[] scores = new double[ROWS];
    boolean[] favourable = new boolean[ROWS];
    List<@Nullable String> groups = new ArrayList<>();
    StringBuilder csv = new StringBuilder("group,label,score\n");
    for (int i = 0; i < ROWS; i++) {
      boolean a = random.nextDouble() < 0.6;
      groups.add(a ? "a" : "b");
      scores[i] = 1 / (1 + Math.exp(-(random.nextGaussian() * 1.5 + (a ? 0.6 : -0.6))));
      favourable[i] = random.nextDouble() < scores[i];
      csv.append(a ? "a," : "b,").append(favourable[i] ? 1 : 0).append(',').append(scores[i]);
      csv.append('\n');
    }
    Path in = Files.writeString(folder.resolve("in.csv"), csv);
    Path out = folder.resolve("out.json");
    PythonOracle.run("thresholds.py", folder, in.toString(), out.toString());
    JsonNode theirs = Json.mapper().readTree(Files.readAllBytes(out));
    for (Constraint constraint :
        List.of(Constraint.DEMOGRAPHIC_PARITY, Constraint.EQUAL_OPPORTUNITY)) {
      String name = constraint.name().toLowerCase(Locale.ROOT).replace('_', '-');
      Setting rejecting =
          fit(
              Method.REJECT_OPTION,
              constraint,
              Objective.BALANCED_ACCURACY,
              0.05,
              scores,
              favourable,
              groups);
      double balanced = theirs.path("reject-option " + name).path("balanced").asDouble();
      assertThat(rejecting.balancedAccuracy()).isCloseTo(balanced, within(1e-9));
      assertThat(rejecting.disparity()).isLessThanOrEqualTo(0.05);

      JsonNode optimizer = theirs.path("thresholds " + name);
      double tolerance = Math.max(0.005, optimizer.path("difference").asDouble());
      Setting ours =
          fit(
              Method.THRESHOLD_OPTIMISATION,
              constraint,
              Objective.ACCURACY,
              tolerance,
              scores,
              favourable,
              groups);
      assertThat(ours.disparity()).isLessThanOrEqualTo(tolerance);
      assertThat(ours.accuracy())
          .isGreaterThanOrEqualTo(optimizer.path("accuracy").asDouble() - 0.005);
      System.out.printf(
          Locale.ROOT,
          "%s: reject option %.6f, theirs %.6f; thresholds %.4f within %.4f, theirs %.4f%n",
          name,
          rejecting.balancedAccuracy(),
          balanced,
          ours.accuracy(),
          ours.disparity(),
          optimizer.path("accuracy").asDouble());
    }
  }

  private static Setting fit(
      Method method,
      Constraint constraint,
      Objective objective,
      double tolerance,
      double[] scores,
      boolean[] favourable,
      List<@Nullable String> groups) {
    ThresholdGoal goal = new ThresholdGoal(method, constraint, objective, tolerance);
    return GroupThresholds.fit(List.of(), goal, scores, favourable, groups, 0.5).chosen();
  }
}
