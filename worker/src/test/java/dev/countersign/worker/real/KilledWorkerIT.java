package dev.countersign.worker.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.client.ReleaseName;
import dev.countersign.workflow.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The worker is killed while releases are at each stage. Started again, every release ends as if
 * nothing had happened, and nothing was done twice. Three releases stand at three places of the
 * flow when the killing begins, so that few kills reach every stage.
 */
class KilledWorkerIT {
  private static final long SEED = Long.getLong("countersign.seed", 20261127L);
  private static final int KILLS = Integer.getInteger("countersign.kills", 40);

  private final Random random = new Random(SEED);
  @TempDir Path folder;

  @Test
  void killedAtEveryStageEveryReleaseEndsTheSameAndNothingIsDoneTwice() throws IOException {
    Set<Stage> due = EnumSet.allOf(Stage.class);
    try (Testbed testbed = Testbed.start(folder)) {
      Fleet fleet = new Fleet(testbed, SEED);
      startUntil(fleet, Stage.DEPLOYMENT_BOARD);
      startUntil(fleet, Stage.EVALUATION);
      fleet.startAnother();
      while (!due.isEmpty() || fleet.isRunning()) {
        Map<ReleaseName, Stage> at = fleet.goOn(due);
        if (at.isEmpty() && !due.isEmpty()) {
          fleet.startAnother(); // a stage was over before the blow fell
        }
        if (at.values().stream().anyMatch(due::contains)) {
          pause(random.nextInt(300));
          due.removeAll(fleet.killAndStartAgain().values());
          System.out.println("still to be killed at: " + due);
        }
      }
      fleet.requireNothingDoneTwice();
    }
  }

  /**
   * Starts a release and lets it come to a stage; the board that is asked there goes on waiting.
   */
  private static void startUntil(Fleet fleet, Stage stage) {
    ReleaseName name = fleet.startAnother();
    Map<ReleaseName, Stage> at;
    do {
      at = fleet.goOn(Set.of(Stage.DEPLOYMENT_BOARD));
    } while (at.getOrDefault(name, Stage.INTAKE).compareTo(stage) < 0);
  }

  /**
   * The same at random instants, each after something was done since the one before: a slow machine
   * would be killed again and again where it stands.
   */
  @Test
  @Tag("long")
  void killedAtRandomInstantsEveryReleaseEndsTheSameAndNothingIsDoneTwice() throws IOException {
    Map<Stage, Integer> hit = new LinkedHashMap<>();
    try (Testbed testbed = Testbed.start(folder)) {
      Fleet fleet = new Fleet(testbed, SEED);
      int kills = 0;
      while (kills < KILLS || fleet.isRunning()) {
        Map<ReleaseName, Stage> at = fleet.goOn(Set.of());
        if (kills < KILLS && at.size() < 3) {
          fleet.startAnother();
        }
        if (kills < KILLS && !at.isEmpty() && fleet.hasMoved() && random.nextInt(40) == 0) {
          fleet.killAndStartAgain().values().forEach(stage -> hit.merge(stage, 1, Integer::sum));
          kills++;
        }
      }
      System.out.println("kills by stage: " + hit);
      assertThat(hit).isNotEmpty();
      fleet.requireNothingDoneTwice();
    }
  }

  static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
