package dev.countersign.model.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.countersign.data.Frame;
import dev.countersign.fixture.PythonOracle;
import dev.countersign.http.AllowedHosts;
import dev.countersign.model.German;
import dev.countersign.model.ModelException;
import dev.countersign.model.Outputs;
import dev.countersign.testing.RealServer;
import dev.countersign.testing.RealServers;
import dev.countersign.testing.Tool;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scikit-learn pipeline over texts and numbers, served by MLflow's own scoring server. */
class EndpointScorerIT {
  private static final AllowedHosts HERE = new AllowedHosts(Set.of("127.0.0.1"));
  private static final List<String> COLUMNS = List.of("income", "age", "job");

  @TempDir static Path folder;
  private static RealServer server;

  @BeforeAll
  static void start() throws Exception {
    PythonOracle.run(Tool.MLFLOW_PYTHON, "scoring_model.py", folder, folder.toString(), "1");
    server = RealServers.mlflowScoring(folder.resolve("model"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String invocations() {
    return server.url() + "/invocations";
  }

  private static Frame rows() {
    return German.csv(folder.resolve("rows.csv"), name -> true);
  }

  @Test
  void answersAsThePipelineItselfMissingValuesIncluded() {
    double[] expected = German.csv(folder.resolve("predictions.csv"), n -> true).numbers("p");
    try (EndpointScorer favourable =
            EndpointScorer.of(invocations(), HERE, COLUMNS, new Outputs.TwoClasses(1));
        EndpointScorer other =
            EndpointScorer.of(invocations(), HERE, COLUMNS, new Outputs.TwoClasses(0))) {
      assertThat(favourable.favourable(rows())).containsExactly(expected, offset(1e-9));
      double[] complement = other.favourable(rows());
      for (int row = 0; row < expected.length; row++) {
        assertThat(complement[row]).isCloseTo(1 - expected[row], offset(1e-9));
      }
      assertThat(favourable.trees()).isEmpty();
    }
  }

  @Test
  void whatTheModelRefusesIsARefusalInTheServersWords() {
    try (EndpointScorer scorer =
        EndpointScorer.of(invocations(), HERE, List.of("income"), new Outputs.TwoClasses(1))) {
      assertThatThrownBy(() -> scorer.favourable(rows()))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("refuses the rows (HTTP 400)")
          .hasMessageContaining("age");
    }
  }

  @Test
  void anotherModelBehindTheSameAddressIsNoticed() {
    Frame first = rows().select(new int[] {0, 1, 2, 3});
    EndpointModel noted;
    try (EndpointScorer scorer =
        EndpointScorer.of(invocations(), HERE, COLUMNS, new Outputs.TwoClasses(1))) {
      noted = EndpointModel.read(EndpointModel.note(invocations(), scorer, first).bytes());
    }
    noted.open(HERE, new Outputs.TwoClasses(1)).close();

    try (RealServer another = RealServers.mlflowScoring(folder.resolve("labels"))) {
      EndpointModel exchanged =
          new EndpointModel(
              another.url() + "/invocations",
              noted.columns(),
              noted.numbers(),
              noted.texts(),
              noted.answers());
      assertThatThrownBy(() -> exchanged.open(HERE, new Outputs.TwoClasses(1)))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("there is another model behind it");
    }
  }
}
