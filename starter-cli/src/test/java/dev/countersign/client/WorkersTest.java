package dev.countersign.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.countersign.client.Workers.Presence.Nobody;
import dev.countersign.client.Workers.Presence.There;
import io.temporal.api.taskqueue.v1.PollerInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether anybody who asked for work is still there. */
class WorkersTest {
  private static final Instant NOW = Instant.parse("2026-11-27T16:30:00Z");

  private static List<PollerInfo> asked(int... secondsAgo) {
    return Arrays.stream(secondsAgo)
        .mapToObj(
            ago ->
                PollerInfo.newBuilder()
                    .setLastAccessTime(
                        Timestamp.newBuilder().setSeconds(NOW.getEpochSecond() - ago))
                    .build())
        .toList();
  }

  @Test
  void whoeverAskedLastCounts() {
    assertThat(Workers.among(asked(200, 70, 130), NOW))
        .isEqualTo(new There(Duration.ofSeconds(70)));
  }

  @Test
  void aWorkerThatHasNotAskedForNinetySecondsIsGone() {
    assertThat(Workers.among(asked(90), NOW)).isEqualTo(new There(Duration.ofSeconds(90)));
    assertThat(Workers.among(asked(91, 250), NOW)).isEqualTo(new Nobody(Duration.ofSeconds(91)));
  }

  @Test
  void whereTemporalRemembersNobodyNobodyIsThere() {
    assertThat(Workers.among(List.of(), NOW)).isEqualTo(new Nobody(null));
  }

  @Test
  void aServerWhoseClockIsAheadIsNoReasonToMissAWorker() {
    assertThat(Workers.among(asked(-40), NOW)).isEqualTo(new There(Duration.ZERO));
  }
}
