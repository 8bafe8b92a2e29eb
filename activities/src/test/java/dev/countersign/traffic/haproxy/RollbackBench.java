package dev.countersign.traffic.haproxy;

import static dev.countersign.traffic.Traffic.NEW;
import static dev.countersign.traffic.Traffic.OLD;
import static dev.countersign.traffic.Traffic.intent;
import static dev.countersign.traffic.Traffic.served;
import static dev.countersign.traffic.Traffic.weighing;

import dev.countersign.rollout.LeaseClaim;
import dev.countersign.testing.AgentProcess;
import dev.countersign.testing.HaproxyProcess;
import dev.countersign.traffic.RemoteRouter;
import dev.countersign.traffic.VerifiedTraffic;
import dev.countersign.traffic.embedded.RouterClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * How long from a breach to traffic restored on a real HAProxy: through the agent, written to disk
 * and read back; beside it the bare socket commands; and how long after nobody renews any more.
 */
final class RollbackBench {
  private static final int ROUNDS = Integer.getInteger("countersign.rounds", 300);

  private RollbackBench() {}

  /** Prints the figures. */
  public static void main(String[] none) throws Exception {
    Path folder = Files.createTempDirectory("rollback");
    TwoModels models = TwoModels.start(folder);
    HaproxyProcess haproxy = HaproxyProcess.start(folder, models.blue(), models.green());
    models.writeSlots(haproxy.slots());
    try (models;
        haproxy;
        AgentProcess agent = Agents.beside(haproxy, folder)) {
      RemoteRouter router = Agents.router(agent);
      router.offer(served(OLD));
      router.offer(served(NEW));
      restored(router);
      bare(haproxy);
      unaided(router, RouterClient.of(haproxy.endpoint()));
    }
  }

  private static void restored(RemoteRouter router) {
    double[] millis = new double[ROUNDS];
    long generation = 0;
    for (int round = -20; round < ROUNDS; round++) {
      router.apply(intent(++generation, weighing(50)));
      long start = System.nanoTime();
      var _ =
          new VerifiedTraffic(router)
              .giveBack(new LeaseClaim("production", "credit-risk", "rollout-1", ++generation));
      if (round >= 0) {
        millis[round] = (System.nanoTime() - start) / 1e6;
      }
    }
    print("breach signalled -> given back, on disk, read back", millis);
  }

  private static void bare(HaproxyProcess haproxy) {
    RouteMap map = new RouteMap(new RuntimeApi(haproxy.socket()), haproxy.map());
    String before = map.running("route");
    double[] millis = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      map.put("bench", "value-" + round);
      millis[round] = (System.nanoTime() - start) / 1e6;
    }
    print("two socket commands (get, set)", millis);
    if (before == null) {
      throw new IllegalStateException("HAProxy lost its route");
    }
  }

  private static void unaided(RemoteRouter router, RouterClient callers)
      throws IOException, InterruptedException {
    double[] millis = new double[5];
    long generation = 100_000;
    for (int round = 0; round < millis.length; round++) {
      router.apply(intent(++generation, weighing(100), Duration.ofSeconds(4)));
      long start = System.nanoTime();
      while ("2".equals(callers.version())) {
        Thread.sleep(5);
      }
      millis[round] = (System.nanoTime() - start) / 1e6;
    }
    print("last renewal of a lease of 4 s -> given back unaided", millis);
  }

  private static void print(String what, double[] millis) {
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "%s: n %d, p50 %.2f ms, p99 %.2f ms, most %.2f ms%n",
        what,
        millis.length,
        millis[millis.length / 2],
        millis[(int) Math.min(millis.length - 1L, Math.round(0.99 * millis.length))],
        millis[millis.length - 1]);
  }
}
