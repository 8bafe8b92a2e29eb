package dev.countersign.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.data.DataException;
import dev.countersign.fixture.Contexts;
import dev.countersign.fixture.Loans;
import dev.countersign.fixture.Manifests;
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
      if (contexts.build().data().columns().stream().anyMatch(c -> c.name().equals("sex"))) {
        contexts.option("evaluation", "slices", Map.of("women", Map.of("sex", List.of("f"))));
      }
      return new EvaluationGate(rowsInMemory).run(contexts.build());
    }
  }

  @Test
  void everyFigureIsTheSame() throws IOException {
    Manifests manifest = scored(50, 0.5);
    GateResult rows = run(manifest, 1_000_000);
    SameFigures.require(run(manifest, 10), rows, 1e-9);
    assertThat(rows.checks()).hasSizeGreaterThan(200);
    assertThat(rows.checks())
        .anyMatch(c -> c.check().equals("accuracy") && "women".equals(c.group()));
  }

  @Test
  void decisionsWithoutScoresToo() throws IOException {
    Manifests manifest = scored(50, null);
    SameFigures.require(run(manifest, 10), run(manifest, 1_000_000), 1e-9);
  }

  @Test
  void whatFineScoresLoseIsSaid() throws IOException {
    Manifests manifest = scored(1_000_000, 0.5);
    GateResult counted = run(manifest, 10);
    SameFigures.require(counted, run(manifest, 1_000_000), 2e-3);
    assertThat(counted.checks())
        .filteredOn(c -> c.check().equals("roc-auc"))
        .allMatch(c -> c.note().contains("Scores were counted in ranges where the rows are"));
  }

  @Test
  void scoresOfWhatIsRareKeepTheirOrder() throws IOException {
    SplittableRandom random = new SplittableRandom(9);
    StringBuilder csv = new StringBuilder("paid,score,sex,region,years,x\n");
    for (int i = 0; i < 60_000; i++) {
      double score = Math.min(0.9, 0.0004 * Math.exp(1.5 * random.nextGaussian()));
      csv.append(random.nextDouble() < 4 * score ? "yes" : "no").append(',').append(score);
      csv.append(",m,north,1,").append(i).append('\n');
    }
    Files.writeString(folder.resolve("rare.csv"), csv);
    Manifests rare =
        Manifests.over("rare.csv", "paid", "yes").predictions(new PredictionsSpec("score", 0.5));
    GateResult rows = run(rare, 1_000_000);
    GateResult counted = run(rare, 10);
    SameFigures.require(counted, rows, c -> c.check().equals("roc-auc"), 2e-3);
    assertThat(counted.checks())
        .filteredOn(c -> c.check().equals("calibration-error"))
        .allMatch(c -> c.note().contains("bins end where ranges do"))
        .isNotEmpty();
  }

  @Test
  void manyGroupsAreCountedInWiderRangesThatTheIntervalAllowsFor() throws IOException {
    SplittableRandom random = new SplittableRandom(8);
    StringBuilder csv = new StringBuilder("paid,score,town,trade,x\n");
    for (int i = 0; i < 20_000; i++) {
      double score = random.nextDouble();
      csv.append(random.nextDouble() < score ? "yes" : "no").append(',').append(score);
      csv.append(",t").append(random.nextInt(12)).append(",w").append(random.nextInt(12));
      csv.append(',').append(i).append('\n');
    }
    Files.writeString(folder.resolve("many.csv"), csv);
    Manifests many =
        Manifests.over("many.csv", "paid", "yes")
            .protect("town", "town", "t0")
            .protect("trade", "trade", "w0")
            .predictions(new PredictionsSpec("score", 0.5));
    GateResult rows = run(many, 1_000_000);
    GateResult counted = run(many, 10);
    SameFigures.require(counted, rows, c -> c.check().equals("roc-auc-difference"), 0.01);
    assertThat(counted.checks())
        .filteredOn(c -> c.check().equals("roc-auc-difference") && c.interval() != null)
        .hasSizeGreaterThan(150);
  }

  @Test
  void numbersAreTheSameDecisionsHoweverTheyAreWritten() throws IOException {
    Files.writeString(folder.resolve("n.csv"), "y,d,x\n1,1.0,1\n0,1.0,2\n0,0.0,3\n1,1.0,4\n");
    Manifests numbers =
        Manifests.over("n.csv", "y", "1").predictions(new PredictionsSpec("d", null));
    SameFigures.require(run(numbers, 1), run(numbers, 100), 1e-12);
  }

  @Test
  void rowsWithoutTheirIdAreRefused() throws IOException {
    Files.writeString(folder.resolve("i.csv"), "id,y,d,x\n1,a,a,1\n,b,b,2\n3,b,a,3\n");
    Manifests ids =
        Manifests.over("i.csv", "y", "a").id("id").predictions(new PredictionsSpec("d", null));
    for (long rowsInMemory : List.of(1L, 100L)) {
      assertThatThrownBy(() -> run(ids, rowsInMemory))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("data.id: column id is missing in some rows");
    }
  }

  @Test
  void aScoreThatIsNoneIsRefused() throws IOException {
    Files.writeString(folder.resolve("bad.csv"), "y,d,s\nyes,yes,0.3\nno,maybe,1.3\nno,no,\n");
    Manifests scores =
        Manifests.over("bad.csv", "y", "yes").predictions(new PredictionsSpec("s", 0.5));
    assertThatThrownBy(() -> run(scores, 1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("predictions.column s: 2 of the rows evaluated hold no score");
    Manifests decisions =
        Manifests.over("bad.csv", "y", "yes").predictions(new PredictionsSpec("d", null));
    assertThatThrownBy(() -> run(decisions, 1))
        .hasMessageContaining("predictions.column d: 1 of the rows evaluated hold no value");
  }
}
