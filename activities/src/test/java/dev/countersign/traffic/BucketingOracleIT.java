package dev.countersign.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.fixture.PythonOracle;
import dev.countersign.rollout.Bucketing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The assignment of units beside scikit-learn's MurmurHash3, run here and now. */
class BucketingOracleIT {
  private static final int UNITS = 2_000;

  @TempDir Path folder;

  @Test
  void everyUnitFallsWhereAnotherImplementationPutsIt() throws Exception {
    Random random = new Random(20261127L);
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < UNITS; i++) {
      StringBuilder key = new StringBuilder("production/credit-risk/2/");
      random
          .ints(random.nextInt(40), 0x20, 0x2fff)
          .filter(Character::isDefined)
          .filter(point -> !Character.isISOControl(point) && point != 0x2028 && point != 0x2029)
          .forEach(key::appendCodePoint);
      keys.add(key.toString());
    }
    Files.write(folder.resolve("keys.txt"), keys);
    PythonOracle.run("bucketing.py", folder, folder.toString());
    List<String> theirs = Files.readAllLines(folder.resolve("buckets.txt"));
    assertThat(theirs).hasSameSizeAs(keys);
    for (int i = 0; i < UNITS; i++) {
      assertThat(Bucketing.bucket("", keys.get(i)))
          .as(keys.get(i))
          .isEqualTo(Double.parseDouble(theirs.get(i)));
    }
  }
}
