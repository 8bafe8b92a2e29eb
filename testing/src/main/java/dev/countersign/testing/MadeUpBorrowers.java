package dev.countersign.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * People with an income, debts and a job, who are given a limit, a number, and by it a grade, a, b
 * or c; neither rests on their sex.
 */
public final class MadeUpBorrowers {
  private MadeUpBorrowers() {}

  /** Writes {@code borrowers.csv} with so many of them, the same every time. */
  public static void write(Path folder, int rows) {
    SplittableRandom random = new SplittableRandom(5);
    StringBuilder csv = new StringBuilder("id,income,debt,job,sex,grade,limit\n");
    for (int i = 0; i < rows; i++) {
      double income = 2500 + 600 * random.nextGaussian();
      double debt = 500 + 150 * random.nextGaussian();
      boolean cook = random.nextBoolean();
      double limit = 0.8 * income - debt + (cook ? 300 : 0) + 150 * random.nextGaussian() + 250;
      csv.append(
          String.format(
              Locale.ROOT,
              "B%d,%.2f,%.2f,%s,%s,%s,%.2f\n",
              i,
              income,
              debt,
              cook ? "cook" : "clerk",
              random.nextBoolean() ? "f" : "m",
              limit >= 2000 ? "a" : limit >= 1500 ? "b" : "c",
              limit));
    }
    try {
      Files.writeString(folder.resolve("borrowers.csv"), csv);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
