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
        .allMatch(c -> c.note().contains("Scores were counted in bins where the rows are"));
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
