package dev.countersign.traffic.haproxy;

import static dev.countersign.traffic.Traffic.intent;
import static dev.countersign.traffic.Traffic.weighing;

import dev.countersign.rollout.LeaseClaim;
import dev.countersign.testing.Timings;
import dev.countersign.traffic.RemoteRouter;
import dev.countersign.traffic.VerifiedTraffic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How long from a breach to traffic restored on a real HAProxy: through the agent, written to disk
 * and read back; beside it the bare socket commands; and how long after nobody renews any more.
 */
final class RollbackBench {
  private static final int LEASES = 5;
  private static final int ROUNDS = Integer.getInteger("countersign.rounds", 300);

  private RollbackBench() {}

  /** Prints the figures. */
  public static void main(String[] none) throws Exception {
    Path folder = Files.createTempDirectory("rollback");
    try (HaproxyBed bed = HaproxyBed.start(folder).offered()) {
      restored(bed.router());
      bare(bed);
      unaided(bed);
    }
  }

  private static void restored(RemoteRouter router) {
    Timings took = new Timings();
    long generation = 0;
    for (int round = -20; round < ROUNDS; round++) {
      router.apply(intent(++generation, weighing(50)));
      long start = System.nanoTime();
      var _ =
          new VerifiedTraffic(router)
              .giveBack(new LeaseClaim("production", "credit-risk", "rollout-1", ++generation));
      if (round >= 0) {
        took.add(System.nanoTime() - start);
      }
    }
    took.print("breach signalled -> given back, on disk, read back");
  }

  private static void bare(HaproxyBed bed) {
    RouteMap map = new RouteMap(bed.api(), bed.haproxy().map());
    String before = map.running("route");
    Timings took = new Timings();
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      map.put("bench", "value-" + round);
      took.add(System.nanoTime() - start);
    }
    took.print("two socket commands (get, set)");
    if (before == null) {
      throw new IllegalStateException("HAProxy lost its route");
    }
  }

  private static void unaided(HaproxyBed bed) throws InterruptedException {
    Timings took = new Timings();
    long generation = 100_000;
    for (int round = 0; round < LEASES; round++) {
      bed.router().apply(intent(++generation, weighing(100), Duration.ofSeconds(4)));
      long start = System.nanoTime();
      while ("2".equals(bed.callers().version())) {
        Thread.sleep(5);
      }
      took.add(System.nanoTime() - start);
    }
    took.print("last renewal of a lease of 4 s -> given back unaided");
  }
}
