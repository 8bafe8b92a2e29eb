package dev.countersign.data;

import dev.countersign.evaluation.EvaluationGate;
import dev.countersign.fixture.Contexts;
import dev.countersign.fixture.LinearScorer;
import dev.countersign.fixture.Manifests;
import dev.countersign.manifest.DataSpec.Task;
import dev.countersign.manifest.PredictionsSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * {@code FOLDER KIND}: evaluates many rows of Parquet once and prints how long it took and the peak
 * memory. The kind is {@code numbers} or {@code classes}, predictions in the data, or {@code
 * model}, which is asked about every row and compared with what serves now.
 */
final class MemoryBench {
  private static final String GATE = "evaluation";

  private MemoryBench() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    long start = System.nanoTime();
    int checks = run(folder, arguments[1]);
    System.out.printf(
        Locale.ROOT,
        "%s, evaluation of %s: %d checks, %.1f s, peak memory %d MB%n",
        folder.getFileName(),
        arguments[1],
        checks,
        (System.nanoTime() - start) / 1e9,
        PeakMemory.megabytes());
  }

  private static int run(Path folder, String kind) {
    try (Contexts contexts =
        Contexts.open(manifest(kind).build(), folder, folder.resolve("evidence"))) {
      contexts.option(
          GATE,
          "slices",
          Map.of("old", Map.of("age", Map.of("min", 60)), "u", Map.of("town", "u")));
      if (kind.equals("model")) {
        contexts
            .model(new LinearScorer(-5, Map.of("education", 0.25, "hours", 0.025)))
            .incumbent(new LinearScorer(-4, Map.of("education", 0.2, "hours", 0.02)));
      }
      return new EvaluationGate().run(contexts.build()).checks().size();
    }
  }

  private static Manifests manifest(String kind) {
    return switch (kind) {
      case "numbers" ->
          protect(Manifests.over(ScaleData.OUTCOMES, "hours", ">=40", Task.REGRESSION))
              .predictions(new PredictionsSpec("said_hours", null));
      case "classes" ->
          protect(Manifests.over(ScaleData.OUTCOMES, "work", "a", Task.MULTI_CLASS))
              .predictions(new PredictionsSpec("said_work", null));
      case "model" -> protect(Manifests.over(ScaleData.PEOPLE, "income", "rich"));
      default -> throw new IllegalArgumentException("kinds are numbers, classes and model");
    };
  }

  private static Manifests protect(Manifests manifest) {
    return manifest.id("id").protect("sex", "sex", "Male").protect("race", "race", "White");
  }
}
