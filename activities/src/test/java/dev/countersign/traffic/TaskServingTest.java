package dev.countersign.traffic;

import static dev.countersign.traffic.Traffic.ENVIRONMENT;
import static dev.countersign.traffic.Traffic.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.data.Dataset;
import dev.countersign.data.Datasets;
import dev.countersign.data.Frame;
import dev.countersign.data.RowSet;
import dev.countersign.evidence.FolderEvidenceStore;
import dev.countersign.fixture.Borrowers;
import dev.countersign.gate.Check;
import dev.countersign.gate.Verdict;
import dev.countersign.manifest.ModelSpec.Format;
import dev.countersign.model.Answers;
import dev.countersign.model.Scorer;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.traffic.embedded.EmbeddedRouter;
import dev.countersign.traffic.embedded.EvidenceScorers;
import dev.countersign.traffic.embedded.RouterSettings;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of several classes and of numbers, served from evidence and asked over HTTP. */
class TaskServingTest {
  @TempDir Path folder;

  @Test
  void theProbabilityOfTheFavourableClassIsServed() throws Exception {
    assertThat(Arrays.stream(served(Borrowers.GRADE).explained())).allMatch(p -> p >= 0 && p <= 1);
  }

  @Test
  void thePredictedNumberIsServed() throws Exception {
    assertThat(Arrays.stream(served(Borrowers.LIMIT).explained())).anyMatch(limit -> limit > 1000);
  }

  /** What is served, once it was found equal to what the model answers. */
  private Answers served(String label) throws Exception {
    Borrowers.write(folder);
    FolderEvidenceStore evidence = new FolderEvidenceStore(folder.resolve("evidence"));
    EvidenceScorers scorers = new EvidenceScorers(evidence);
    String digest = evidence.putFile("model", Borrowers.train(label, folder)).digest();
    try (Dataset data = Datasets.open(Borrowers.read(label), folder);
        EmbeddedRouter router =
            EmbeddedRouter.start(
                RouterSettings.of(ENVIRONMENT, MODEL, folder.resolve("router")), scorers)) {
      ServedModel model =
          new ServedModel(
              new ModelTarget("1", digest), Format.XGBOOST, data.features(), 2, data.label());
      router.offer(model);
      Frame rows = data.frame(RowSet.EVALUATION, data.features());
      ServingEndpoint endpoint = ServingEndpoint.of(router.address(), MODEL);
      try (Scorer evaluated = scorers.load(model)) {
        GoldenRows golden = GoldenRows.of(model.target(), evaluated, rows, 100);
        Check parity = ServingCheck.run(endpoint, golden, ServingCheck.STANDARD);
        assertThat(parity.note()).isNull();
        assertThat(parity.verdict()).isEqualTo(Verdict.PASS);
        assertThat(endpoint.ask(golden.rows(), "1").predictions()).isEqualTo(golden.answers());
        return evaluated.answers(rows);
      }
    }
  }
}
