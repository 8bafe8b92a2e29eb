package dev.countersign.traffic;

import static dev.countersign.traffic.Traffic.ENVIRONMENT;
import static dev.countersign.traffic.Traffic.MODEL;
import static dev.countersign.traffic.Traffic.NEW;
import static dev.countersign.traffic.Traffic.OLD;
import static dev.countersign.traffic.Traffic.intent;
import static dev.countersign.traffic.Traffic.served;
import static dev.countersign.traffic.Traffic.weighing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countersign.data.Frame;
import dev.countersign.gate.Check;
import dev.countersign.gate.Verdict;
import dev.countersign.rollout.Fallback;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.traffic.embedded.EmbeddedRouter;
import dev.countersign.traffic.embedded.RouterSettings;
import dev.countersign.traffic.embedded.ShiftedScorer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FallbackCheckTest {
  private static final Frame ROWS =
      new Frame(Map.of("x", new Frame.Numbers(new double[] {0.1, 0.2, 0.3})));
  private static final Fallback REFER =
      new Fallback("manual review", null, Map.of("decision", "refer", "within", "2 days"), null);

  @TempDir Path folder;
  private EmbeddedRouter router;

  @BeforeEach
  void start() {
    router =
        EmbeddedRouter.start(
            RouterSettings.of(ENVIRONMENT, MODEL, folder.resolve("router")), ShiftedScorer::load);
  }

  @AfterEach
  void stop() {
    router.close();
  }

  @Test
  void rulesAndPeopleAnswerWhatIsDeclaredBeforeAnyTraffic() {
    Check check = check(REFER, null);
    assertThat(check.verdict()).isEqualTo(Verdict.PASS);
    assertThat(check.group()).isEqualTo("manual review");
  }

  @Test
  void aServiceIsSaidToWhoeverAsks() {
    assertThat(check(new Fallback("rules", "https://rules.example/decide"), null).verdict())
        .isEqualTo(Verdict.PASS);
  }

  @Test
  void anotherAnswerThanTheDeclaredOneIsRefused() throws Exception {
    var _ = check(REFER, null);
    ServingEndpoint.Served served = endpoint().ask(rows(), ServingEndpoint.FALLBACK);
    Fallback other = new Fallback("manual review", null, Map.of("decision", "accept"), null);
    assertThatExceptionOfType(TrafficException.class)
        .isThrownBy(() -> FallbackCheck.refuseOtherAnswer(other, served))
        .withMessageContaining("accept")
        .withMessageContaining("is declared");
  }

  @Test
  void anOlderModelProvesItsDigestAndAnswersAsItDid() {
    Fallback older = new Fallback("the version before", null, null, OLD);
    router.offer(served(OLD));
    assertThat(check(older, golden(OLD, OLD)).verdict()).isEqualTo(Verdict.PASS);
    router.offer(served(NEW));
    assertThat(check(older, golden(OLD, NEW)).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void aModelThatIsNotThereIsSaidBeforeTrafficMoves() {
    Check check = check(new Fallback("the version before", null, null, OLD), golden(OLD, OLD));
    assertThat(check.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(check.note())
        .contains("can't take over", "not loaded here", "declare another fallback");
  }

  @Test
  void askedForByNameItAnswersWhileTheIncumbentServes() throws Exception {
    router.offer(served(OLD));
    router.offer(served(NEW));
    router.apply(intent(1, weighing(5)));
    assertThat(check(REFER, null).verdict()).isEqualTo(Verdict.PASS);
    assertThat(endpoint().ask(rows(), null).role()).isIn("incumbent", "candidate");
  }

  private static GoldenRows golden(ModelTarget named, ModelTarget answering) {
    return GoldenRows.of(named, ShiftedScorer.load(served(answering)), ROWS, 3);
  }

  private Check check(Fallback fallback, GoldenRows golden) {
    return FallbackCheck.run(router, endpoint(), fallback, rows(), golden, ServingCheck.STANDARD);
  }

  private static List<Map<String, Object>> rows() {
    return List.of(Map.of("x", 0.3));
  }

  private ServingEndpoint endpoint() {
    return ServingEndpoint.of(router.address(), MODEL);
  }
}
