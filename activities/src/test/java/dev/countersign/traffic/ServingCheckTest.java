package dev.countersign.traffic;

import static dev.countersign.traffic.Traffic.ENVIRONMENT;
import static dev.countersign.traffic.Traffic.MODEL;
import static dev.countersign.traffic.Traffic.NEW;
import static dev.countersign.traffic.Traffic.OLD;
import static dev.countersign.traffic.Traffic.served;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.data.Frame;
import dev.countersign.gate.Check;
import dev.countersign.gate.Verdict;
import dev.countersign.http.Answer;
import dev.countersign.http.JsonServer;
import dev.countersign.model.Scorer;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.traffic.embedded.EmbeddedRouter;
import dev.countersign.traffic.embedded.RouterSettings;
import dev.countersign.traffic.embedded.ScorerLoader;
import dev.countersign.traffic.embedded.ShiftedScorer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServingCheckTest {
  private static final Frame ROWS =
      new Frame(
          Map.of(
              "x",
              new Frame.Numbers(IntStream.range(0, 100).mapToDouble(i -> i / 200.0).toArray())));
  private static final GoldenRows GOLDEN = golden(NEW);

  @TempDir Path folder;

  @Test
  void theEvaluatedModelAnswersAsItself() {
    Check check = check(ShiftedScorer::load, NEW);
    assertThat(check.verdict()).isEqualTo(Verdict.PASS);
    assertThat(check.value()).isZero();
    assertThat(check.n()).isEqualTo(40);
  }

  @Test
  void anotherModelUnderTheSameVersionFailsByDigest() {
    Check check = check(ShiftedScorer::load, new ModelTarget(NEW.version(), OLD.digest()));
    assertThat(check.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(check.note()).contains("proves digest " + OLD.digest());
  }

  @Test
  void anotherModelThatClaimsTheDigestFailsByItsAnswers() {
    Check check = check(_ -> new ShiftedScorer(0.021), NEW);
    assertThat(check.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(check.value()).isGreaterThan(0.0009);
  }

  @Test
  void nobodyThereIsInconclusive() {
    Check absent = check(ShiftedScorer::load, OLD);
    assertThat(absent.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(absent.note()).contains("404").contains("deploy it");
    Check dark =
        ServingCheck.run(endpoint(URI.create("http://127.0.0.1:1")), GOLDEN, ServingCheck.STANDARD);
    assertThat(dark.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "half a li",
        "{}",
        "[1, 2]",
        "{\"predictions\": [\"high\"], \"servedBy\": {\"version\": \"2\", \"role\": \"probe\"}}",
        "{\"predictions\": [0.5], \"servedBy\": {\"version\": \"2\", \"role\": \"probe\"}}"
      })
  void garbageFails(String garbage) throws IOException {
    Answer answer = new Answer(200, "application/json", garbage.getBytes(StandardCharsets.UTF_8));
    try (JsonServer server = JsonServer.onLoopback(0)) {
      server.serve("POST", "/v1/models/credit-risk:predict", _ -> answer).start();
      Check check = ServingCheck.run(endpoint(server.address()), GOLDEN, ServingCheck.STANDARD);
      assertThat(check.verdict()).isEqualTo(Verdict.FAIL);
      assertThat(check.note()).isNotBlank();
    }
  }

  private Check check(ScorerLoader loader, ModelTarget offered) {
    try (EmbeddedRouter router =
        EmbeddedRouter.start(RouterSettings.of(ENVIRONMENT, MODEL, folder), loader)) {
      router.offer(served(offered));
      return ServingCheck.run(endpoint(router.address()), GOLDEN, ServingCheck.STANDARD);
    }
  }

  private static ServingEndpoint endpoint(URI base) {
    return ServingEndpoint.of(base, MODEL);
  }

  private static GoldenRows golden(ModelTarget target) {
    try (Scorer model = ShiftedScorer.load(served(target))) {
      return GoldenRows.of(target, model, ROWS, 40);
    }
  }
}
