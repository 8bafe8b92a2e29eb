package dev.countersign.training;

import dev.countersign.boosting.BoostedTrees;
import dev.countersign.boosting.BoostedTrees.Encoding;
import dev.countersign.boosting.BoostingException;
import dev.countersign.boosting.OneHot;
import dev.countersign.boosting.Targets;
import dev.countersign.data.Dataset;
import dev.countersign.data.Frame;
import dev.countersign.data.LabelColumn;
import dev.countersign.data.RowSet;
import dev.countersign.decision.Groups;
import dev.countersign.gates.Progress;
import dev.countersign.manifest.ModelSpec;
import dev.countersign.manifest.TrainingSpec;
import dev.countersign.repair.Repair;
import dev.countersign.repair.RepairedTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The built-in training: XGBoost's histogram trees with the loss of the label's task, on one
 * thread, so that the same rows, weights and seed give the same file. Texts are encoded as {@link
 * OneHot} says, and the file stores the names of its inputs, so that it reads anywhere XGBoost
 * models do.
 */
public final class XgBoostTraining {
  private XgBoostTraining() {}

  /** Trains a model on the training rows as they are. */
  public static TrainedModel train(
      Dataset data,
      TrainingSpec.XgBoost spec,
      double @Nullable [] weights,
      Path out,
      Progress progress) {
    return train(data, spec, weights, null, out, progress);
  }

  /**
   * Trains a model on the training rows.
   *
   * @param weights one weight a training row, or null when all count alike
   * @param repair what is done to features before they are learnt from, written into the trees;
   *     null when nothing is
   * @param out the file to write, UBJSON; replaced whole or not at all
   * @param progress told after every round
   * @throws TrainingException if there is no split, one class alone, or a parameter out of range
   * @throws CancellationException if the thread is interrupted
   */
  public static TrainedModel train(
      Dataset data,
      TrainingSpec.XgBoost spec,
      double @Nullable [] weights,
      @Nullable Repair repair,
      Path out,
      Progress progress) {
    TrainingRows rows = TrainingRows.of(data, weights);
    progress.report("encoding rows", 0);
    long start = System.nanoTime();
    OneHot encoded;
    try {
      encoded = OneHot.encode(repaired(rows.features(), data, repair));
      byte[] model =
          BoostedTrees.grow(
              encoded,
              targets(data, rows),
              rows.weights(),
              spec,
              repair == null ? Encoding.UBJ : Encoding.JSON,
              progress);
      write(repair == null ? model : withRepair(model, data, repair), out);
    } catch (BoostingException e) {
      throw new TrainingException(String.valueOf(e.getMessage()), e);
    }
    Map<String, Double> metrics =
        Map.of(
            "training_rows", (double) rows.favourable().length,
            "training_rounds", (double) spec.rounds(),
            "training_seconds", (System.nanoTime() - start) / 1e9);
    return new TrainedModel(
        out,
        ModelSpec.Format.XGBOOST,
        data.label().favourableIndex(1),
        encoded.names(),
        metrics,
        "");
  }

  private static Targets targets(Dataset data, TrainingRows rows) {
    return switch (data.label().taskOrDefault()) {
      case CLASSIFICATION -> Targets.favourable(rows.favourable());
      case MULTI_CLASS -> {
        LabelColumn labels = LabelColumn.of(data, RowSet.TRAIN);
        List<String> classes = labels.classes();
        yield Targets.classes(classes.size(), labels.indices(classes));
      }
      case REGRESSION -> Targets.amounts(LabelColumn.of(data, RowSet.TRAIN).numbers());
    };
  }

  private static Frame repaired(Frame rows, Dataset data, @Nullable Repair repair) {
    return repair == null
        ? rows
        : repair.apply(rows, Groups.of(data, RowSet.TRAIN, repair.attributes()));
  }

  private static byte[] withRepair(byte[] model, Dataset data, Repair repair) {
    return BoostedTrees.rewrite(
        RepairedTrees.write(model, repair, repair.groups(data)), Encoding.UBJ);
  }

  private static void write(byte[] model, Path out) {
    try {
      Path folder = out.toAbsolutePath().getParent();
      Path whole = Files.createTempFile(folder, "model", ".part");
      Files.write(whole, model);
      Files.move(whole, out, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new TrainingException(
          "The model can't be written to " + out + ": " + e.getMessage() + ". Check the folder.",
          e);
    }
  }
}
