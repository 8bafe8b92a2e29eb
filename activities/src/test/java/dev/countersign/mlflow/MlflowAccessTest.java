package dev.countersign.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MlflowAccessTest {
  private static final URI SERVER = URI.create("https://mlflow.example.org/");

  @Test
  void secretsComeFromTheEnvironmentAndAreNeverPrinted() {
    MlflowAccess token = MlflowAccess.of(SERVER, Map.of("MLFLOW_TRACKING_TOKEN", "s3cret"));
    MlflowAccess pair =
        MlflowAccess.of(
            SERVER,
            Map.of("MLFLOW_TRACKING_USERNAME", "ada", "MLFLOW_TRACKING_PASSWORD", "s3cret"));

    assertThat(token.authorization()).contains("Bearer s3cret");
    assertThat(pair.authorization()).contains("Basic YWRhOnMzY3JldA==");
    assertThat(token).hasToString("MLflow at https://mlflow.example.org");
    assertThat(MlflowAccess.of(SERVER, Map.of()).authorization()).isEmpty();
  }

  @Test
  void onlyAPlainWebAddressWillDo() {
    for (String wrong : new String[] {"file:///etc", "mlflow.example.org", "http://u:p@host"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> MlflowAccess.of(URI.create(wrong), Map.of()));
    }
  }
}
