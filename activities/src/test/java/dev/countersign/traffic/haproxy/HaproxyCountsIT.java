package dev.countersign.traffic.haproxy;

import static dev.countersign.traffic.Traffic.ENVIRONMENT;
import static dev.countersign.traffic.Traffic.MODEL;
import static dev.countersign.traffic.Traffic.intent;
import static dev.countersign.traffic.Traffic.weighing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.metrics.EmbeddedMetrics;
import dev.countersign.metrics.MetricException;
import dev.countersign.metrics.MetricQuery;
import dev.countersign.metrics.SideCounts;
import dev.countersign.rollout.Role;
import dev.countersign.testing.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What HAProxy counts, as the agent shows it to Prometheus, and what it keeps over a restart. */
class HaproxyCountsIT {
  @TempDir Path folder;
  private HaproxyBed bed;

  @BeforeEach
  void start() {
    bed = HaproxyBed.start(folder).offered();
  }

  @AfterEach
  void stop() {
    bed.close();
  }

  @Test
  void everyRequestIsCountedOnceUnderItsGenerationAndRole() throws Exception {
    bed.router().apply(intent(1, weighing(50)));
    assertThat(counts(1, Role.CANDIDATE).requests()).isZero();
    long candidates = 0;
    for (int unit = 0; unit < 200; unit++) {
      candidates +=
          bed.callers()
                  .predict(0.3, "x-countersign-unit", "applicant-" + unit)
                  .body()
                  .contains("\"2\"")
              ? 1
              : 0;
    }
    assertThat(counts(1, Role.CANDIDATE).requests()).isEqualTo(candidates);
    assertThat(counts(1, Role.INCUMBENT).requests()).isEqualTo(200 - candidates);
    assertThat(counts(1, Role.CANDIDATE).latency().n()).isEqualTo(candidates);

    bed.router().apply(intent(2, weighing(100)));
    bed.callers().predict(0.3);
    assertThat(counts(2, Role.CANDIDATE).requests()).isEqualTo(1);
    assertThat(counts(1, Role.CANDIDATE).requests()).isEqualTo(candidates);
  }

  @Test
  void whatTheCandidateFailsIsItsError() throws Exception {
    bed.router().apply(intent(1, weighing(100)));
    assertThat(bed.callers().predict(0.985).statusCode()).isEqualTo(500);
    assertThat(bed.callers().predict(0.3).statusCode()).isEqualTo(200);
    assertThat(counts(1, Role.CANDIDATE).errors()).isEqualTo(1);
    bed.models().recent().close();
    int lost = 0;
    while (bed.callers().predict(0.3).statusCode() != 200) {
      lost++;
    }
    assertThat(lost).isPositive();
    assertThat(counts(1, Role.CANDIDATE).errors()).isEqualTo(1 + lost);
  }

  @Test
  void aProbeIsNoTraffic() throws Exception {
    bed.router().apply(intent(1, weighing(50)));
    bed.callers().predict(0.3, "x-countersign-version", "2");
    assertThat(counts(1, Role.CANDIDATE).requests()).isZero();
    assertThat(counts(1, Role.INCUMBENT).requests()).isZero();
  }

  @Test
  void aRouterThatCannotBeAskedShowsNoPage() {
    bed.haproxy().kill();
    assertThatThrownBy(() -> counts(1, Role.CANDIDATE))
        .isInstanceOf(MetricException.class)
        .hasMessageContaining("502");
  }

  @Test
  void aServerDrainedByHandStaysSoAfterHaproxyWasKilled() throws Exception {
    bed.router().apply(intent(1, weighing(5)));
    bed.api().run("set server green/green1 state maint");
    Path states = folder.resolve("countersign.servers");
    String maintained = maintained(bed.api().run("show servers state"));
    Eventually.holds(
        "the state file says so too",
        () -> Files.exists(states) && maintained(Files.readString(states)).equals(maintained));
    bed.haproxy().kill();
    bed.haproxy().startAgain();
    assertThat(maintained(bed.api().run("show servers state"))).isEqualTo(maintained);
  }

  /** The administrative state of the candidate's server. */
  private static String maintained(String states) {
    return states
        .lines()
        .filter(line -> line.contains(" green1 "))
        .map(line -> line.split(" ")[6])
        .findFirst()
        .orElseThrow();
  }

  private SideCounts counts(long generation, Role role) {
    return new EmbeddedMetrics(bed.agent().address())
        .read(
            new MetricQuery(
                ENVIRONMENT, MODEL, generation, Role.INCUMBENT, Instant.now(), Instant.now()),
            role);
  }
}
