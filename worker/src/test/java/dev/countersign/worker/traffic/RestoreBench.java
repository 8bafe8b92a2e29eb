package dev.countersign.worker.traffic;

import dev.countersign.client.Order;
import dev.countersign.client.ReleaseName;
import dev.countersign.rollout.RouteIntent;
import dev.countersign.testing.Timings;
import dev.countersign.traffic.TrafficException;
import dev.countersign.worker.real.LoanManifest;
import dev.countersign.workflow.Command;
import dev.countersign.workflow.DrillReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * How long from the signal that something is wrong to all traffic restored, on a real HAProxy under
 * callers: through Temporal, worker and agent, verified; by the bare socket commands; and unaided,
 * after Temporal was killed.
 */
final class RestoreBench {
  private static final int DRILLS = 100;
  private static final int DEATHS = 3;
  private static final int COMMANDS = 1000;
  private static final int WARM_UP = 10;
  private static final Duration BETWEEN = Duration.ofMillis(300);
  private static final Duration LEASE = RouteIntent.DEFAULT_LEASE;
  private static final Command BENCH = new Command("bench", "measured");

  private RestoreBench() {}

  /** Prints the figures. Arguments: how many drills, and how many deaths of Temporal. */
  public static void main(String[] arguments) throws IOException {
    int drills = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DRILLS;
    int deaths = arguments.length > 1 ? Integer.parseInt(arguments[1]) : DEATHS;
    Path folder = Files.createTempDirectory("restore");
    try (LiveTraffic bed = new LiveTraffic(folder);
        Callers callers = Callers.start(bed.haproxy.endpoint(), LoanManifest.row())) {
      ReleaseName first = bed.releaseAndDeploy("1", 0);
      System.out.println(first + ": " + bed.promoteThrough(first).outcome());
      callers.outage();
      ReleaseName second = bed.releaseAndDeploy("2", 1);
      bed.testbed.promote(second, BENCH);
      bed.awaitShare(50);
      long before = callers.answered();
      drilled(bed, second, drills);
      bare(bed);
      System.out.println("callers answered meanwhile: " + (callers.answered() - before));
      bed.testbed.releases().tell(second, Order.ABORT, BENCH);
      System.out.println(second + ": " + bed.testbed.result(second).outcome());
      RepeatedRollout rollout =
          RepeatedRollout.ofTheLast(bed, callers, LEASE, Duration.ofMinutes(10));
      Random random = new Random(1);
      for (int death = 0; death < deaths; death++) {
        unaided(bed, rollout, random.nextInt(15_000));
      }
      System.out.println("requests lost: " + callers.lost());
    }
  }

  /**
   * A drill is signalled as a breach is, and times itself from the signal to the probe's answer.
   */
  private static void drilled(LiveTraffic bed, ReleaseName name, int drills) {
    Timings took = new Timings();
    Timings seen = new Timings();
    for (int drill = -WARM_UP; drill < drills; drill++) {
      bed.awaitShare(50);
      LockSupport.parkNanos(BETWEEN.toNanos());
      long start = System.nanoTime();
      var restored =
          CompletableFuture.supplyAsync(
              () -> {
                awaitSettled(bed);
                return System.nanoTime() - start;
              });
      DrillReport report = bed.testbed.releases().drill(name, BENCH, true);
      long restoredAfter = restored.join();
      if (drill >= 0) {
        took.add(report.took().toNanos());
        seen.add(restoredAfter);
      }
    }
    took.print("signal at the rollout -> given back, read back and probed (the rollout's clock)");
    seen.print("order sent by a client -> HAProxy seen settled from outside");
  }

  private static void bare(LiveTraffic bed) throws IOException {
    Timings took = new Timings();
    String map = bed.haproxy.map().toString();
    bed.haproxy.command("add map " + map + " bench 0");
    for (int round = 0; round < COMMANDS; round++) {
      long start = System.nanoTime();
      bed.haproxy.command("get map " + map + " bench");
      bed.haproxy.command("set map " + map + " bench " + round);
      took.add(System.nanoTime() - start);
    }
    took.print("two socket commands (get map, set map)");
  }

  private static void unaided(LiveTraffic bed, RepeatedRollout rollout, int intoLease) {
    rollout.start();
    rollout.awaitStep(0);
    LockSupport.parkNanos(Duration.ofMillis(intoLease).toNanos());
    bed.testbed.temporal().kill();
    long start = System.nanoTime();
    awaitSettled(bed);
    System.out.printf(
        Locale.ROOT,
        "Temporal killed -> HAProxy read back settled, nobody told to: %.1f s (lease %d s)%n",
        (System.nanoTime() - start) / 1e9,
        LEASE.toSeconds());
    bed.testbed.temporal().startAgain();
    System.out.println("the rollout, once Temporal is back: " + rollout.outcome());
  }

  private static void awaitSettled(LiveTraffic bed) {
    while (true) {
      try {
        if (bed.router.observe().settled()) {
          return;
        }
      } catch (TrafficException busy) {
        System.out.println(busy.getMessage());
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}
