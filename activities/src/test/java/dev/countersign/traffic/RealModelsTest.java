package dev.countersign.traffic;

import static dev.countersign.traffic.Traffic.ENVIRONMENT;
import static dev.countersign.traffic.Traffic.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.data.Frame;
import dev.countersign.evidence.FolderEvidenceStore;
import dev.countersign.gate.Check;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.gate.Verdict;
import dev.countersign.manifest.ModelSpec.Format;
import dev.countersign.model.German;
import dev.countersign.model.Scorer;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.traffic.embedded.EmbeddedRouter;
import dev.countersign.traffic.embedded.EvidenceScorers;
import dev.countersign.traffic.embedded.RouterSettings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of other people's libraries, served from evidence and asked over HTTP. */
class RealModelsTest {
  @TempDir Path folder;

  @Test
  void everyFormatAnswersOverHttpAsItDoesInMemory() {
    German.find("serving models of every format").ifPresent(this::serveAll);
  }

  private void serveAll(German german) {
    FolderEvidenceStore evidence = new FolderEvidenceStore(folder.resolve("evidence"));
    EvidenceScorers scorers = new EvidenceScorers(evidence);
    try (EmbeddedRouter router =
        EmbeddedRouter.start(
            RouterSettings.of(ENVIRONMENT, MODEL, folder.resolve("router")), scorers)) {
      for (String file : List.of("xgboost.ubj", "lightgbm.txt", "sklearn-forest.onnx")) {
        assertParity(router, scorers, model(evidence, german, file), german.encoded());
      }
      ServedModel pipeline = model(evidence, german, "sklearn-pipeline-logistic.onnx");
      assertParity(router, scorers, pipeline, german.raw());
    }
  }

  private static ServedModel model(FolderEvidenceStore evidence, German german, String file) {
    EvidenceRef kept = evidence.putFile(file, german.model(file));
    Format format =
        file.endsWith("onnx")
            ? Format.ONNX
            : file.startsWith("lightgbm") ? Format.LIGHTGBM : Format.XGBOOST;
    List<String> features =
        file.startsWith("sklearn-pipeline") ? german.rawFeatures() : german.features();
    return new ServedModel(new ModelTarget(file, kept.digest()), format, features, 1, null);
  }

  private static void assertParity(
      EmbeddedRouter router, EvidenceScorers scorers, ServedModel served, Frame rows) {
    router.offer(served);
    try (Scorer model = scorers.load(served)) {
      GoldenRows golden = GoldenRows.of(served.target(), model, rows, 200);
      ServingEndpoint endpoint = ServingEndpoint.of(router.address(), MODEL);
      Check check = ServingCheck.run(endpoint, golden, ServingCheck.STANDARD);
      assertThat(check.note()).isNull();
      assertThat(check.verdict()).isEqualTo(Verdict.PASS);
      assertThat(check.value()).isZero();
    }
  }
}
