package dev.countersign.worker.real;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.client.ReleaseName;
import dev.countersign.testing.Killable;
import dev.countersign.testing.Timings;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Many rollouts at once on one worker against a real Temporal development server: whether all reach
 * their outcome, how long that takes, what memory it needs, and how fast traffic is given back
 * meanwhile.
 */
final class ConcurrentRolloutsBench {
  private static final int ROLLOUTS = 200;

  /** One in so many is cancelled while the others bake. */
  private static final int CANCELLED_OF = 10;

  /** Long enough that the first still bakes its first step when the last has begun. */
  private static final List<Duration> BAKES =
      List.of(Duration.ofMinutes(4), Duration.ofSeconds(30), Duration.ofSeconds(30));

  private static final String TOKEN = "a token for benches only";

  private ConcurrentRolloutsBench() {}

  /**
   * Prints the figures.
   *
   * @param arguments how many rollouts, unless as many as are published
   */
  public static void main(String[] arguments) throws IOException {
    int rollouts = arguments.length == 0 ? ROLLOUTS : Integer.parseInt(arguments[0]);
    Path folder = Files.createTempDirectory("rollouts");
    try (Testbed testbed =
        Testbed.start(
            folder, List.of("--host", "127.0.0.1"), Map.of("COUNTERSIGN_AGENT_TOKEN", TOKEN))) {
      ReleaseName second = RolloutFleet.releaseTwo(testbed);
      System.out.println("before: " + memory("worker", testbed.worker()));
      try (RolloutFleet fleet = RolloutFleet.of(testbed, rollouts, TOKEN)) {
        measure(testbed, fleet, second);
      }
    }
  }

  private static void measure(Testbed testbed, RolloutFleet fleet, ReleaseName like)
      throws IOException {
    byte[] request = fleet.request(like);
    fleet.startCallers();
    long start = System.nanoTime();
    for (RolloutFleet.Member member : fleet.members()) {
      fleet.rollOut(member, request, BAKES);
    }
    int rollouts = fleet.members().size();
    System.out.printf(Locale.ROOT, "%d rollouts started within %.1f s%n", rollouts, seconds(start));
    awaitAll(fleet, "all have moved", member -> member.router().observe().generation() > 0);
    System.out.printf(
        Locale.ROOT,
        "all %d have a candidate on the router after %.1f s%n",
        rollouts,
        seconds(start));
    cancelSome(fleet);
    System.out.println("midway: " + memory("worker", testbed.worker()));
    awaitAll(fleet, "all have ended", ConcurrentRolloutsBench::closed);
    System.out.printf(Locale.ROOT, "all ended after %.1f s%n", seconds(start));
    Map<String, Integer> outcomes = new TreeMap<>();
    for (RolloutFleet.Member member : fleet.members()) {
      String served = String.valueOf(member.router().observe().route().incumbent().version());
      outcomes.merge(
          "%s, settled %s, version %s serves".formatted(ended(member), member.settled(), served),
          1,
          Integer::sum);
    }
    System.out.println("outcomes: " + outcomes);
    System.out.println("after: " + memory("worker", testbed.worker()));
    System.out.println("after: " + memory("temporal", testbed.temporal()));
  }

  /** One after the other, while all others bake: from the order to the router settled. */
  private static void cancelSome(RolloutFleet fleet) {
    Timings took = new Timings();
    for (RolloutFleet.Member member :
        fleet.members().subList(0, Math.ceilDiv(fleet.members().size(), CANCELLED_OF))) {
      long start = System.nanoTime();
      member.rollout().cancel();
      while (!member.settled()) {
        LockSupport.parkNanos(500_000);
      }
      took.add(System.nanoTime() - start);
    }
    took.print("cancelled while the others bake -> given back");
  }

  private interface Looks {
    boolean as(RolloutFleet.Member member);
  }

  private static void awaitAll(RolloutFleet fleet, String what, Looks looks) {
    long deadline = System.nanoTime() + Duration.ofMinutes(10).toNanos();
    for (RolloutFleet.Member member : fleet.members()) {
      while (!looks.as(member)) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("never came: " + what + ", " + member.model());
        }
        LockSupport.parkNanos(50_000_000);
      }
    }
  }

  /** What a rollout says of its end; one that was cancelled has no result. */
  private static String ended(RolloutFleet.Member member) {
    WorkflowExecutionStatus status = member.rollout().describe().getStatus();
    return status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED
        ? member.rollout().getResult(JsonNode.class).path("ended").asText()
        : status.name().replace("WORKFLOW_EXECUTION_STATUS_", "");
  }

  private static boolean closed(RolloutFleet.Member member) {
    return member.rollout().describe().getStatus()
        != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /** Resident memory and threads, as the kernel counts them. */
  private static String memory(String name, Killable process) throws IOException {
    StringBuilder said = new StringBuilder(name);
    for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      if (line.startsWith("VmRSS") || line.startsWith("VmHWM") || line.startsWith("Threads")) {
        said.append("  ").append(line.replaceAll("\\s+", " "));
      }
    }
    return said.toString();
  }
}
