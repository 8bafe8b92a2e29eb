package dev.countersign.traffic.haproxy;

import static dev.countersign.traffic.Traffic.intent;
import static dev.countersign.traffic.Traffic.weighing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Eventually;
import dev.countersign.testing.FakedClock;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine whose wall clock is set for good while HAProxy and its agent run. */
class SetClockIT {
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path folder;
  private FakedClock clock;
  private HaproxyBed bed;

  @BeforeEach
  void start() {
    clock = FakedClock.in(folder);
    bed = HaproxyBed.start(folder, clock.environment()).offered();
  }

  @AfterEach
  void stop() {
    bed.close();
  }

  @Test
  void aLeaseGivesTheCandidateItsShareAfterTheClockWasSetBack() {
    clock.set(HOUR.negated());
    bed.router().apply(intent(1, weighing(100)));
    assertThat(bed.callers().version()).isEqualTo("2");
  }

  @Test
  void aLeaseEndsUnaidedAfterTheClockWasSetAhead() throws InterruptedException {
    clock.set(HOUR);
    bed.router().apply(intent(1, weighing(100), Duration.ofSeconds(4)));
    assertThat(bed.callers().version()).isEqualTo("2");
    bed.agent().kill();
    Eventually.holds("the lease's end", () -> bed.callers().version().equals("1"));
  }
}
