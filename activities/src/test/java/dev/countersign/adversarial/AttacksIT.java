package dev.countersign.adversarial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.adversarial.Feature.Direction;
import dev.countersign.adversarial.Feature.Numeric;
import dev.countersign.data.Frame;
import dev.countersign.fixture.PythonOracle;
import dev.countersign.fixture.SharedFiles;
import dev.countersign.gate.Interval;
import dev.countersign.manifest.ModelSpec.Format;
import dev.countersign.model.German;
import dev.countersign.model.Models;
import dev.countersign.model.Scorer;
import dev.countersign.stats.Proportion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Attacks beside ART's, live: the same model, the same rows, as many questions a row, in a space
 * where everything can move.
 */
class AttacksIT {
  private static final int ROWS = 40;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "hop-skip-jump, L2, 10",
    "hop-skip-jump, LINF, 10",
    "boundary, L2, 40",
    "zoo, L2, 40",
  })
  void findsAsNearAsTheirsWithAsManyQuestions(String id, Norm norm, int iterations)
      throws Exception {
    Optional<Path> table = SharedFiles.find("data/german_credit.csv");
    if (table.isEmpty()) {
      return;
    }
    PythonOracle.run(
        "attacks.py",
        folder,
        table.get().toString(),
        folder.toString(),
        "" + ROWS,
        id,
        "" + iterations,
        norm.name().toLowerCase(Locale.ROOT));
    Frame theirs = German.csv(folder.resolve("attack.csv"), name -> true);
    double[] their = theirs.numbers("distance");
    double[] asked = theirs.numbers("asked");
    Frame train = German.csv(folder.resolve("train.csv"), name -> true);
    Frame rows = German.csv(folder.resolve("rows.csv"), name -> true);
    FeatureSchema schema = everythingMoves(train);
    double[] ours = new double[ROWS];
    long start = System.nanoTime();
    try (Scorer model = Models.open(folder.resolve("model.onnx"), Format.ONNX, train.names(), 1)) {
      Attack attack = attack(id);
      for (int i = 0; i < ROWS; i++) {
        Target target = new Target(model, schema, norm, rows.select(new int[] {i}), 0.5);
        target.allow((int) asked[i], attack.id());
        try {
          attack.run(target, new double[0][], new SplittableRandom(i));
        } catch (Target.BudgetSpent spent) {
          assertThat(target.left()).isZero();
        }
        ours[i] = target.nearestDistance();
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    double theirSeconds = Double.parseDouble(Files.readString(folder.resolve("seconds.txt")));
    System.out.printf(
        Locale.ROOT,
        "%s, %s, %.0f questions a row: mean distance %.4f, ART's %.4f; %.2f s, ART's %.2f s%n",
        id,
        norm,
        Arrays.stream(asked).average().orElseThrow(),
        mean(ours),
        mean(their),
        seconds,
        theirSeconds);
    assertThat(mean(ours)).isLessThanOrEqualTo(mean(their));
    for (double epsilon : new double[] {0.1, 0.25, 0.5, 1}) {
      Interval success = within(their, epsilon).wilson(0.95);
      assertThat(within(ours, epsilon).rate())
          .as("ε %s", epsilon)
          .isGreaterThanOrEqualTo(success.low());
    }
  }

  /** As the gate runs them, with rounds enough to spend what ART spends. */
  private static Attack attack(String id) {
    return id.equals("hop-skip-jump")
        ? new HopSkipJump(24, 1000, 1000)
        : Objects.requireNonNull(AttackSettings.KNOWN.get(id));
  }

  private static FeatureSchema everythingMoves(Frame train) {
    List<Feature> features = new ArrayList<>();
    for (String name : train.names()) {
      double min = Arrays.stream(train.numbers(name)).min().orElseThrow();
      double max = Arrays.stream(train.numbers(name)).max().orElseThrow();
      features.add(new Numeric(name, min, max, false, 1, Direction.ANY, false));
    }
    return new FeatureSchema(features, List.of());
  }

  private static double mean(double[] distances) {
    return Arrays.stream(distances).filter(Double::isFinite).average().orElseThrow();
  }

  private static Proportion within(double[] distances, double epsilon) {
    long hits = Arrays.stream(distances).filter(d -> d <= epsilon).count();
    return new Proportion(hits, distances.length);
  }
}
