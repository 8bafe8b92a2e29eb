package dev.countersign.adversarial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.adversarial.attack.Norm;
import dev.countersign.fixture.SharedFiles;
import dev.countersign.gate.Interval;
import dev.countersign.stats.Proportion;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attacks beside ART's, live. */
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
    BesideArt beside = BesideArt.run(table.get(), folder, id, norm, iterations, ROWS);
    BesideArt.Ours ours = beside.ours();
    System.out.println(beside.inWords(ours));
    assertThat(BesideArt.mean(ours.distances()))
        .isLessThanOrEqualTo(BesideArt.mean(beside.their()));
    for (double epsilon : new double[] {0.1, 0.25, 0.5, 1}) {
      Interval success = within(beside.their(), epsilon).wilson(0.95);
      assertThat(within(ours.distances(), epsilon).rate())
          .as("ε %s", epsilon)
          .isGreaterThanOrEqualTo(success.low());
    }
  }

  private static Proportion within(double[] distances, double epsilon) {
    long hits = Arrays.stream(distances).filter(d -> d <= epsilon).count();
    return new Proportion(hits, distances.length);
  }
}
