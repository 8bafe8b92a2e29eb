package dev.countersign.adversarial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.data.Dataset;
import dev.countersign.data.Datasets;
import dev.countersign.data.Frame;
import dev.countersign.data.RowSet;
import dev.countersign.fixture.Manifests;
import dev.countersign.fixture.TestPolicies;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.model.Answers;
import dev.countersign.model.Scorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NearestChangeTest {
  @TempDir Path folder;

  @Test
  void tellsTheFewestThingsThatWouldHaveToChange() throws IOException {
    try (Dataset data = data()) {
      Frame rows = data.frame(RowSet.ALL, List.of("income", "job", "age"));
      double[] scores = new Rule().favourable(rows);
      int refused = 0;
      while (scores[refused] >= 0.5) {
        refused++;
      }
      NearestChange found = find(data, rows.select(new int[] {refused}), 0.5);

      assertThat(found.favourable()).isFalse();
      assertThat(found.score()).isGreaterThanOrEqualTo(0.5);
      assertThat(found.distance()).isPositive();
      assertThat(found.asked()).isLessThanOrEqualTo(NearestChange.BUDGET);
      assertThat(found.changes())
          .hasSizeBetween(1, 2)
          .noneMatch(change -> change.column().equals("age"));
      assertThat(found.inWords())
          .startsWith("It would be decided favourably if, all else the same, ")
          .contains(" were ")
          .contains(" instead of ");
    }
  }

  @Test
  void saysSoWhereNothingCanBeChanged() throws IOException {
    try (Dataset data = data()) {
      Frame rows = data.frame(RowSet.ALL, List.of("income", "job", "age")).select(new int[] {0});
      NearestChange found = find(data, rows, 0);

      assertThat(found.favourable()).isTrue();
      assertThat(found.distance()).isNull();
      assertThat(found.changes()).isEmpty();
      assertThat(found.inWords()).startsWith("No change within what rows can hold was found");
    }
  }

  private NearestChange find(Dataset data, Frame row, double threshold) {
    return NearestChange.find(
        manifest(), TestPolicies.empty().build(), data, new Rule(), row, threshold, 1);
  }

  private Dataset data() throws IOException {
    Random random = new Random(2);
    StringBuilder csv = new StringBuilder("id,income,job,age,ok\n");
    for (int i = 0; i < 300; i++) {
      csv.append(
          "%d,%d,%s,%d,%d%n"
              .formatted(
                  i,
                  500 + random.nextInt(1000),
                  random.nextBoolean() ? "cook" : "clerk",
                  20 + random.nextInt(50),
                  i % 2));
    }
    Files.writeString(folder.resolve("d.csv"), csv);
    return Datasets.open(manifest(), folder);
  }

  private static ReleaseManifest manifest() {
    return Manifests.over("d.csv", "ok", "1")
        .id("id")
        .protectBanded("age", "age", ">30", Use.FEATURE, "<=30", ">30")
        .include("income", "job", "age")
        .build();
  }

  /** Income and age speak for, and so does being a cook. */
  private record Rule() implements Scorer {
    @Override
    public List<String> features() {
      return List.of("income", "job", "age");
    }

    @Override
    public Answers answers(Frame rows) {
      double[] out = new double[rows.rows()];
      Frame.Texts jobs = (Frame.Texts) rows.column("job");
      for (int row = 0; row < out.length; row++) {
        double margin =
            (rows.numbers("income")[row] - 1000) / 200 + (rows.numbers("age")[row] - 45) / 30;
        margin += "cook".equals(jobs.values()[row]) ? 1 : -1;
        out[row] = 1 / (1 + Math.exp(-margin));
      }
      return new Answers.Probabilities(out);
    }

    @Override
    public void close() {}
  }
}
