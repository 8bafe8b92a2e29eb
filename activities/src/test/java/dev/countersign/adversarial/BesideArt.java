package dev.countersign.adversarial;

import dev.countersign.adversarial.Feature.Direction;
import dev.countersign.adversarial.Feature.Numeric;
import dev.countersign.adversarial.attack.Attack;
import dev.countersign.adversarial.attack.Attacks;
import dev.countersign.adversarial.attack.HopSkipJump;
import dev.countersign.adversarial.attack.Norm;
import dev.countersign.adversarial.attack.Target;
import dev.countersign.data.Frame;
import dev.countersign.fixture.PythonOracle;
import dev.countersign.manifest.ModelSpec.Format;
import dev.countersign.model.German;
import dev.countersign.model.Models;
import dev.countersign.model.Scorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * One attack by ART and by us: the same model, the same rows, as many questions a row, in a space
 * where everything can move.
 *
 * @param id of the attack
 * @param their per row, the distance ART came to; NaN where it found nothing
 * @param asked per row, the questions ART asked, which are ours too
 * @param theirSeconds what ART took
 */
record BesideArt(
    String id,
    Norm norm,
    Path folder,
    Frame train,
    Frame rows,
    double[] their,
    double[] asked,
    double theirSeconds) {

  /** The rows by which the gate decides who answers: as many as it takes. */
  private static final int[] SAMPLE = IntStream.range(0, 200).toArray();

  /** What we came to. */
  record Ours(double[] distances, double seconds) {}

  /** Runs ART's attack on so many rows of the table. */
  static BesideArt run(Path table, Path folder, String id, Norm norm, int iterations, int rows)
      throws IOException, InterruptedException {
    PythonOracle.run(
        "attacks.py",
        folder,
        table.toString(),
        folder.toString(),
        "" + rows,
        id,
        "" + iterations,
        norm.name().toLowerCase(Locale.ROOT));
    return read(folder, id, norm);
  }

  /** What such a run left. */
  static BesideArt read(Path folder, String id, Norm norm) throws IOException {
    Frame theirs = German.csv(folder.resolve("attack.csv"), name -> true);
    return new BesideArt(
        id,
        norm,
        folder,
        German.csv(folder.resolve("train.csv"), name -> true),
        German.csv(folder.resolve("rows.csv"), name -> true),
        theirs.numbers("distance"),
        theirs.numbers("asked"),
        Double.parseDouble(Files.readString(folder.resolve("seconds.txt"))));
  }

  /** Our attack on the same rows, each with the questions that ART asked; rows side by side. */
  Ours ours() {
    FeatureSchema schema = everythingMoves();
    Attack attack = attack();
    try (Scorer model = Models.open(folder.resolve("model.onnx"), Format.ONNX, train.names(), 1)) {
      long start = System.nanoTime();
      Answering answering = Answering.of(model, schema, train.select(SAMPLE));
      double[] distances =
          IntStream.range(0, their.length)
              .parallel()
              .mapToDouble(i -> distance(i, attack, answering, schema))
              .toArray();
      return new Ours(distances, (System.nanoTime() - start) / 1e9);
    }
  }

  private double distance(int i, Attack attack, Answering answering, FeatureSchema schema) {
    Frame row = rows.select(new int[] {i});
    Target target = new Target(answering.about(row, 0.5), schema, norm, schema.encode(row)[0], 0.5);
    target.run(attack, (int) asked[i], new double[0][], new SplittableRandom(i));
    return target.nearestDistance();
  }

  /** As the gate runs them, with rounds enough to spend what ART spends. */
  private Attack attack() {
    return id.equals("hop-skip-jump")
        ? new HopSkipJump(24, 1000, 1000)
        : Objects.requireNonNull(Attacks.KNOWN.get(id));
  }

  private FeatureSchema everythingMoves() {
    List<Feature> features = new ArrayList<>();
    for (String name : train.names()) {
      double min = Arrays.stream(train.numbers(name)).min().orElseThrow();
      double max = Arrays.stream(train.numbers(name)).max().orElseThrow();
      features.add(new Numeric(name, min, max, false, 1, Direction.ANY, false));
    }
    return new FeatureSchema(features, List.of());
  }

  /** Mean over the rows that were turned. */
  static double mean(double[] distances) {
    return Arrays.stream(distances).filter(Double::isFinite).average().orElseThrow();
  }

  /** What both came to, in one line. */
  String inWords(Ours ours) {
    return String.format(
        Locale.ROOT,
        "%s, %s, %.0f questions a row: mean distance %.4f, ART's %.4f; %.2f s, ART's %.2f s: %.1f"
            + " times as fast",
        id,
        norm,
        Arrays.stream(asked).average().orElseThrow(),
        mean(ours.distances()),
        mean(their),
        ours.seconds(),
        theirSeconds,
        theirSeconds / ours.seconds());
  }
}
