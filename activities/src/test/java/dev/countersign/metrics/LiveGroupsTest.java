package dev.countersign.metrics;

import static dev.countersign.traffic.Traffic.ENVIRONMENT;
import static dev.countersign.traffic.Traffic.MODEL;
import static dev.countersign.traffic.Traffic.intent;
import static dev.countersign.traffic.Traffic.weighing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.gate.CheckBar;
import dev.countersign.gate.DecideOn;
import dev.countersign.gate.Severity;
import dev.countersign.rollout.LiveFigure;
import dev.countersign.rollout.LiveGroups;
import dev.countersign.rollout.LiveMetric;
import dev.countersign.rollout.Role;
import dev.countersign.rollout.StepReading;
import dev.countersign.rollout.Ungrouped;
import dev.countersign.traffic.embedded.EmbeddedRouter;
import dev.countersign.traffic.embedded.RouterClient;
import dev.countersign.traffic.embedded.ShiftedRouter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups of live decisions, counted by a real router as its callers ask. */
class LiveGroupsTest {
  private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");
  private static final LiveGroups SEX =
      new LiveGroups("sex", "male", List.of("female", "male"), false, null, "x-applicant-sex");
  private static final LiveGroups SIZE =
      new LiveGroups("size", ">0.4", List.of("<=0.4", ">0.4"), true, "x", null);
  private static final Map<String, CheckBar> BARS =
      Map.of(
          "disparate-impact",
          new CheckBar(0.8, 1.25, null, Severity.BLOCK, DecideOn.ESTIMATE, "test"));

  @TempDir Path folder;
  private EmbeddedRouter router;
  private RouterClient client;

  @BeforeEach
  void start() {
    router = ShiftedRouter.start(folder);
    router.countBy(List.of(SEX, SIZE));
    client = RouterClient.of(router.address());
  }

  @AfterEach
  void stop() {
    router.close();
  }

  @Test
  void bothSidesAreComparedByTheHeaderThatTellsTheGroup() {
    router.apply(intent(1, weighing(50)));
    for (int unit = 0; unit < 400; unit++) {
      boolean woman = unit % 2 == 0;
      // women: 0.485 is refused by version 1 and accepted by version 2; every fourth 0.3 by both
      double x = woman ? (unit % 8 == 0 ? 0.3 : 0.485) : 0.7;
      ask(x, woman ? "female" : "male", unit);
    }
    LiveFigure figure = impact("sex");
    assertThat(figure.groups()).isEqualTo(new LiveFigure.Groups("sex", "female", "male"));
    assertThat(figure.candidate().value()).isBetween(0.5, 0.95);
    assertThat(figure.incumbent().value()).isZero();
    assertThat(figure.candidate().interval().contains(figure.candidate().value())).isTrue();
    assertThat(figure.candidate().chanceOutside()).isBetween(0.0, 1.0);
    assertThat(figure.difference().low()).isPositive();
    assertThat(figure.candidate().n() + figure.incumbent().n()).isEqualTo(200);
  }

  @Test
  void rangesAreToldByAFieldOfTheRowAndStrangersAreCountedInNoGroup() {
    router.apply(intent(1, weighing(100)));
    for (int unit = 0; unit < 20; unit++) {
      ask(unit < 5 ? 0.3 : 0.7, "somebody's own word for it", unit);
    }
    SideCounts counts = counts();
    assertThat(counts.groups())
        .containsExactlyInAnyOrder(
            new SideCounts.GroupCount("sex", "female", 0L, 0L),
            new SideCounts.GroupCount("sex", "male", 0L, 0L),
            new SideCounts.GroupCount("size", "<=0.4", 5L, 0L),
            new SideCounts.GroupCount("size", ">0.4", 15L, 15L));
    assertThat(counts.ungrouped()).isEqualTo(Map.of("sex", 20L, "size", 0L));
    assertThat(read().ungrouped())
        .contains(
            new Ungrouped("sex", Role.CANDIDATE, 20L, 20L),
            new Ungrouped("size", Role.INCUMBENT, 0L, 0L));
    assertThat(impact("size").candidate().value()).isZero();
    assertThat(client.get("/metrics").body()).doesNotContain("somebody's own word");
  }

  @Test
  void aRatioOverAReferenceThatNobodyOfWasFavouredIsAbsentAndADifferenceIsNot() {
    router.apply(intent(1, weighing(100)));
    ask(0.7, "female", 1);
    ask(0.3, "male", 2);
    StepReading reading = read();
    assertThat(reading.figures(LiveMetric.DISPARATE_IMPACT))
        .noneMatch(figure -> figure.groups().attribute().equals("sex"));
    assertThat(reading.figures(LiveMetric.STATISTICAL_PARITY_DIFFERENCE))
        .anyMatch(
            figure ->
                figure.groups().attribute().equals("sex") && figure.candidate().value() == 1.0);
  }

  @Test
  void whoeverCountsByNothingHasNoFigureByGroup() {
    router.countBy(List.of());
    router.apply(intent(1, weighing(100)));
    ask(0.7, "female", 1);
    assertThat(read().figures(LiveMetric.DISPARATE_IMPACT)).isEmpty();
  }

  private void ask(double x, String sex, int unit) {
    assertThat(
            client
                .predict(x, "x-countersign-unit", "applicant-" + unit, "x-applicant-sex", sex)
                .statusCode())
        .isEqualTo(200);
  }

  private LiveFigure impact(String attribute) {
    return read().figures(LiveMetric.DISPARATE_IMPACT).stream()
        .filter(figure -> figure.groups().attribute().equals(attribute))
        .findFirst()
        .orElseThrow();
  }

  private StepReading read() {
    return new LiveReading(new EmbeddedMetrics(router.address()), BARS).look(query());
  }

  private SideCounts counts() {
    return new EmbeddedMetrics(router.address()).read(query(), Role.CANDIDATE);
  }

  private static MetricQuery query() {
    return new MetricQuery(ENVIRONMENT, MODEL, 1, Role.INCUMBENT, NOON, NOON, List.of(SEX, SIZE));
  }
}
