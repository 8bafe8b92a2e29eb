package dev.countersign.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.data.DataException;
import dev.countersign.fixture.Contexts;
import dev.countersign.fixture.Loans;
import dev.countersign.fixture.Manifests;
import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.PredictionsSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Predictions counted where they are give what they give row by row. */
class CountedPredictionsTest {
  @TempDir Path folder;

  /** Scores on a grid of {@code 1 / steps}, so that none is moved by the ranges it falls into. */
  private Manifests scored(int steps, Double threshold) throws IOException {
    List<String> lines = Files.readAllLines(Loans.write(folder, 4000, 7));
    SplittableRandom random = new SplittableRandom(3);
    List<String> scored = new ArrayList<>(List.of(lines.getFirst() + ",score,said"));
    for (String line : lines.subList(1, lines.size())) {
      double score = (double) random.nextInt(steps + 1) / steps;
      boolean paid = line.endsWith(",yes");
      double told = paid ? Math.max(score, (double) random.nextInt(steps + 1) / steps) : score;
      scored.add(line + "," + told + "," + (told >= 0.5 ? "yes" : "no"));
    }
    Files.write(folder.resolve("loans.csv"), scored);
    return Manifests.over("loans.csv", "paid", "yes")
        .id("id")
        .protect("sex", "sex", "m")
        .protect("region", "region", "north")
        .protectBanded("years", "years", ">5", Use.AUDIT, "<=5", ">5")
        .predictions(new PredictionsSpec(threshold == null ? "said" : "score", threshold));
  }

  private GateResult run(Manifests manifest, long rowsInMemory) {
    try (Contexts contexts =
        Contexts.open(manifest.build(), folder, folder.resolve("evidence" + rowsInMemory))) {
      contexts
          .bar("evaluation", "positive-class-balance", -0.1, 0.1)
          .bar("evaluation", "roc-auc-difference", -0.1, 0.1)
          .bar("evaluation", "disparate-impact", 0.8, 1.25);
      return new EvaluationGate(rowsInMemory).run(contexts.build());
    }
  }

  private static void requireSame(GateResult counted, GateResult rows, double tolerance) {
    assertThat(counted.checks()).hasSameSizeAs(rows.checks());
    for (int i = 0; i < rows.checks().size(); i++) {
      Check one = rows.checks().get(i);
      Check other = counted.checks().get(i);
      String what = one.check() + " " + one.attribute() + " " + one.group();
      assertThat(other.check()).as(what).isEqualTo(one.check());
      assertThat(other.group()).as(what).isEqualTo(one.group());
      assertThat(other.n()).as(what).isEqualTo(one.n());
      assertThat(other.verdict()).as(what).isEqualTo(one.verdict());
      if (one.value() == null) {
        assertThat(other.value()).as(what).isNull();
        assertThat(other.note()).as(what).isEqualTo(one.note());
        continue;
      }
      assertThat(other.value()).as(what).isCloseTo(one.value(), within(tolerance));
      if (one.interval() != null) {
        assertThat(other.interval().low())
            .as(what)
            .isCloseTo(one.interval().low(), within(tolerance));
        assertThat(other.interval().high())
            .as(what)
            .isCloseTo(one.interval().high(), within(tolerance));
      }
    }
  }

  @Test
  void everyFigureIsTheSame() throws IOException {
    Manifests manifest = scored(50, 0.5);
    GateResult rows = run(manifest, 1_000_000);
    requireSame(run(manifest, 10), rows, 1e-9);
    assertThat(rows.checks()).hasSizeGreaterThan(200);
  }

  @Test
  void decisionsWithoutScoresToo() throws IOException {
    Manifests manifest = scored(50, null);
    requireSame(run(manifest, 10), run(manifest, 1_000_000), 1e-9);
  }

  @Test
  void namedSlicesAreJudgedHoweverManyRowsThereAre() throws IOException {
    try (Contexts contexts =
        Contexts.open(scored(50, 0.5).build(), folder, folder.resolve("evidence"))) {
      contexts.option("evaluation", "slices", Map.of("women", Map.of("sex", List.of("f"))));
      assertThat(new EvaluationGate(10).run(contexts.build()).checks())
          .anyMatch(c -> c.check().equals("accuracy") && "women".equals(c.group()));
    }
  }

  @Test
  void whatFineScoresLoseIsSaid() throws IOException {
    Manifests manifest = scored(1_000_000, 0.5);
    GateResult counted = run(manifest, 10);
    requireSame(counted, run(manifest, 1_000_000), 2e-3);
    assertThat(counted.checks())
        .filteredOn(c -> c.check().equals("roc-auc"))
        .allMatch(c -> c.note().contains("Scores were counted in bins where the rows are"));
  }

  @Test
  void aScoreThatIsNoneIsRefused() throws IOException {
    Files.writeString(folder.resolve("bad.csv"), "y,d,s\nyes,yes,0.3\nno,maybe,1.3\nno,no,\n");
    Manifests scores =
        Manifests.over("bad.csv", "y", "yes").predictions(new PredictionsSpec("s", 0.5));
    assertThatThrownBy(() -> run(scores, 0))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("predictions.column s: 2 of the rows evaluated hold no score");
    Manifests decisions =
        Manifests.over("bad.csv", "y", "yes").predictions(new PredictionsSpec("d", null));
    assertThatThrownBy(() -> run(decisions, 0))
        .hasMessageContaining("predictions.column d: 1 of the rows evaluated hold no value");
  }
}
