package dev.countersign.adversarial;

import dev.countersign.adversarial.attack.Norm;
import dev.countersign.fixture.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** HopSkipJump beside ART's, turn by turn: as many questions, how near, how long. */
public final class AttackBench {
  private static final int WARM_UP = 5;
  private static final int TURNS = 7;
  private static final int ROWS = 40;
  private static final int ITERATIONS = 10;

  private AttackBench() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path table =
        SharedFiles.find("data/german_credit.csv")
            .orElseThrow(
                () -> new IOException("needs data/german_credit.csv: see COUNTERSIGN_SHARED"));
    Path folder = Files.createTempDirectory("attack-bench");
    for (Norm norm : Norm.values()) {
      double[] ratios = new double[TURNS];
      for (int turn = -WARM_UP; turn < TURNS; turn++) {
        BesideArt beside = BesideArt.run(table, folder, "hop-skip-jump", norm, ITERATIONS, ROWS);
        BesideArt.Ours ours = beside.ours();
        System.out.println((turn < 0 ? "warm-up: " : "") + beside.inWords(ours));
        if (turn >= 0) {
          ratios[turn] = beside.theirSeconds() / ours.seconds();
        }
      }
      Arrays.sort(ratios);
      System.out.printf("%s: median ratio %.1f%n", norm, ratios[TURNS / 2]);
    }
  }
}
