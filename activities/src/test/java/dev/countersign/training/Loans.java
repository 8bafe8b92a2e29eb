package dev.countersign.training;

import dev.countersign.fixture.Manifests;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.manifest.Split;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A few hundred made-up applications, with missing numbers and texts that need quotes. */
final class Loans {
  private Loans() {}

  static Path write(Path folder) {
    Random random = new Random(11);
    StringBuilder csv = new StringBuilder("id,income,job,age,ok\n");
    String[] jobs = {"clerk", "cook", "\"painter, self-employed\"", ""};
    for (int i = 0; i < 400; i++) {
      double income = 1000 + 200 * random.nextGaussian();
      String job = jobs[random.nextInt(jobs.length)];
      int age = 20 + random.nextInt(50);
      boolean ok =
          income + (job.equals("cook") ? 200 : 0) + 5 * age + 100 * random.nextGaussian() > 1200;
      String shown = random.nextInt(10) == 0 ? "" : String.valueOf(income);
      csv.append("L%03d,%s,%s,%d,%s%n".formatted(i, shown, job, age, ok ? "yes" : "no"));
    }
    try {
      return Files.writeString(folder.resolve("loans.csv"), csv);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ReleaseManifest manifest(Path csv, Split split) {
    return Manifests.over(csv.getFileName().toString(), "ok", "yes")
        .id("id")
        .split(split)
        .include("income", "age", "job")
        .build();
  }
}
