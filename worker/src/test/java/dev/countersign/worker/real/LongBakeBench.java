package dev.countersign.worker.real;

import dev.countersign.client.ReleaseName;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowExecutionDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Events and bytes of the histories of rollouts whose second step bakes longer and longer, over
 * more and more looks at the metrics and renewals of the lease, with the worker killed meanwhile.
 */
final class LongBakeBench {
  private static final List<Duration> BAKES =
      List.of(Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofSeconds(120));
  private static final Duration SHORT = Duration.ofSeconds(2);
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration MONTH = Duration.ofDays(30);
  private static final String TOKEN = "a token for benches only";

  private LongBakeBench() {}

  /** Prints the table. */
  public static void main(String[] none) throws IOException {
    Path folder = Files.createTempDirectory("bakes");
    try (Testbed testbed =
        Testbed.start(
            folder, List.of("--host", "127.0.0.1"), Map.of("COUNTERSIGN_AGENT_TOKEN", TOKEN))) {
      ReleaseName like = RolloutFleet.releaseTwo(testbed);
      try (RolloutFleet fleet = RolloutFleet.of(testbed, BAKES.size(), TOKEN)) {
        fleet.startCallers();
        byte[] request = fleet.request(like);
        for (int which = 0; which < BAKES.size(); which++) {
          fleet.rollOut(
              fleet.members().get(which), request, List.of(SHORT, BAKES.get(which), SHORT));
        }
        LockSupport.parkNanos(Duration.ofSeconds(60).toNanos());
        testbed.worker().kill();
        testbed.worker().startAgain();
        System.out.println("| second step bakes for | looks | events | bytes |");
        System.out.println("| --- | --- | --- | --- |");
        for (int which = 0; which < BAKES.size(); which++) {
          print(BAKES.get(which), fleet.members().get(which));
        }
        System.out.printf(
            Locale.ROOT, "a month is %,d looks; none of them is an event%n", MONTH.dividedBy(LOOK));
      }
    }
  }

  private static void print(Duration bake, RolloutFleet.Member member) {
    WorkflowExecutionDescription run = member.rollout().describe();
    while (run.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
      LockSupport.parkNanos(200_000_000);
      run = member.rollout().describe();
    }
    var info = run.getRawDescription().getWorkflowExecutionInfo();
    System.out.printf(
        Locale.ROOT,
        "| %d s | about %d | %d | %,d |%n",
        bake.toSeconds(),
        Math.max(10, bake.dividedBy(LOOK)),
        info.getHistoryLength(),
        info.getHistorySizeBytes());
  }
}
