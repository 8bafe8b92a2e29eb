package dev.countersign.training;

import dev.countersign.data.Dataset;
import dev.countersign.data.Frame;
import dev.countersign.data.RowSet;
import dev.countersign.gates.Progress;
import dev.countersign.manifest.DataSpec;
import dev.countersign.manifest.Durations;
import dev.countersign.manifest.TrainingSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Training by somebody else's program, which the worker must allow by name. It runs in an empty
 * folder, with no more of the environment than a path and a locale, for a limited time; when that
 * ends, it ends with every process it started.
 */
public final class CommandTraining {
  /** How long a program may run when the manifest does not say. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofHours(1);

  private final Set<String> allowed;

  /**
   * Allows programs.
   *
   * @param allowed programs as manifests may name them, for example {@code python3} or {@code
   *     /opt/train/run.sh}; empty allows none
   */
  public CommandTraining(Set<String> allowed) {
    this.allowed = Set.copyOf(allowed);
  }

  /**
   * Runs a program on the training rows.
   *
   * @param label the label column, which the program is given beside the features
   * @param weights one weight a training row, or null when all count alike
   * @param out where the model ends up; replaced whole or not at all
   * @param progress told while the program runs
   * @throws TrainingException if the program is not allowed, fails, takes too long, or leaves no
   *     model; the message ends with the last it said
   * @throws CancellationException if the thread is interrupted; the program is ended first
   */
  public TrainedModel train(
      Dataset data,
      DataSpec.Label label,
      TrainingSpec.Command command,
      double @Nullable [] weights,
      Path out,
      Progress progress) {
    if (command.run().isEmpty() || !allowed.contains(command.run().getFirst())) {
      throw new TrainingException(
          "This worker does not allow the program "
              + (command.run().isEmpty() ? "(none is named)" : command.run().getFirst())
              + ". It allows "
              + (allowed.isEmpty() ? "none" : String.join(", ", allowed.stream().sorted().toList()))
              + ". Ask an operator to allow it by name, or use training.xgboost.");
    }
    Duration timeout =
        command.timeout() == null ? DEFAULT_TIMEOUT : Durations.parse(command.timeout());
    TrainingRows rows = TrainingRows.of(data, weights);
    Path folder = folder();
    try {
      Path train = folder.resolve("train.csv");
      TrainingCsv.write(train, rows, label.column(), labels(data, label));
      Path model = folder.resolve("model");
      Path work = Files.createDirectory(folder.resolve("work"));
      long start = System.nanoTime();
      String log =
          TrainingProcess.run(
              command.run(),
              work,
              Map.of("COUNTERSIGN_TRAIN", train.toString(), "COUNTERSIGN_MODEL", model.toString()),
              timeout,
              progress);
      if (!Files.isRegularFile(model) || Files.size(model) == 0) {
        throw new TrainingException(
            "The training program ended well, but wrote no model to the file COUNTERSIGN_MODEL"
                + " names. It said: "
                + TrainingProcess.tail(log));
      }
      move(model, out);
      Map<String, Double> metrics =
          Map.of(
              "training_rows",
              (double) rows.favourable().length,
              "training_seconds",
              (System.nanoTime() - start) / 1e9);
      return new TrainedModel(
          out, command.format(), label.favourableIndex(1), List.of(), metrics, log);
    } catch (IOException e) {
      throw new TrainingException("Training can't use the folder " + folder + ": " + e, e);
    } finally {
      delete(folder);
    }
  }

  private static Frame.Column labels(Dataset data, DataSpec.Label label) {
    return data.frame(RowSet.TRAIN, List.of(label.column())).column(label.column());
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("countersign-training");
    } catch (IOException e) {
      throw new TrainingException("No temporary folder can be made for training: " + e, e);
    }
  }

  private static void move(Path model, Path out) throws IOException {
    Path folder = out.toAbsolutePath().getParent();
    Path whole = Files.createTempFile(folder, "model", ".part");
    Files.copy(model, whole, StandardCopyOption.REPLACE_EXISTING);
    Files.move(whole, out, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.getLogger(CommandTraining.class.getName())
          .log(System.Logger.Level.WARNING, "The folder {0} is left behind: {1}", folder, e);
    }
  }
}
