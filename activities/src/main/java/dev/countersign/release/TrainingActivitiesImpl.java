package dev.countersign.release;

import dev.countersign.activity.GateTask;
import dev.countersign.activity.ModelRef;
import dev.countersign.activity.TrainingActivities;
import dev.countersign.activity.TrainingReport;
import dev.countersign.data.Dataset;
import dev.countersign.data.RowSet;
import dev.countersign.evidence.EvidenceStore;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.gate.GateResult;
import dev.countersign.gates.Progress;
import dev.countersign.manifest.TrainingSpec;
import dev.countersign.mitigation.SampleWeights;
import dev.countersign.repair.Repair;
import dev.countersign.training.CommandTraining;
import dev.countersign.training.TrainedModel;
import dev.countersign.training.TrainingException;
import dev.countersign.training.XgBoostTraining;
import io.temporal.activity.Activity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Trains here: the built-in trees or an allowed command, weighted as the mitigation gate said. */
public final class TrainingActivitiesImpl implements TrainingActivities {
  private final ReleaseInputs inputs;
  private final EvidenceStore evidence;
  private final CommandTraining commands;

  public TrainingActivitiesImpl(
      ReleaseInputs inputs, EvidenceStore evidence, CommandTraining commands) {
    this.inputs = inputs;
    this.evidence = evidence;
    this.commands = commands;
  }

  @Override
  public TrainingReport train(GateTask task) {
    FrozenDocument release = GateActivitiesImpl.document(evidence, task.release().document());
    List<GateResult> earlier = GateActivitiesImpl.results(evidence, task.earlier());
    try (Heartbeats progress = new Heartbeats(Activity.getExecutionContext())) {
      return train(release, earlier, progress);
    }
  }

  /**
   * Trains a release's model.
   *
   * @throws TrainingException if the manifest names no training that can be done here, or it fails
   */
  public TrainingReport train(FrozenDocument release, List<GateResult> earlier, Progress progress) {
    Path folder = temporary();
    try (Dataset data = inputs.data(release)) {
      TrainedModel trained =
          train(release, data, weights(release, data, earlier), folder, progress);
      EvidenceRef file = evidence.putFile(trained.file().getFileName().toString(), trained.file());
      List<EvidenceRef> log =
          trained.log().isEmpty()
              ? List.of()
              : List.of(
                  evidence.put("training.log", trained.log().getBytes(StandardCharsets.UTF_8)));
      return new TrainingReport(
          new ModelRef(
              release.manifest().metadata().version(),
              file.digest(),
              file.uri(),
              trained.format(),
              trained.favourableIndex()),
          trained.metrics(),
          log);
    } finally {
      remove(folder);
    }
  }

  private TrainedModel train(
      FrozenDocument release,
      Dataset data,
      double @Nullable [] weights,
      Path folder,
      Progress progress) {
    TrainingSpec spec = release.manifest().training();
    if (spec != null && spec.xgboost() != null) {
      return XgBoostTraining.train(
          data,
          spec.xgboost(),
          weights,
          Repair.of(release.manifest(), data).orElse(null),
          folder.resolve("model.ubj"),
          progress);
    }
    if (spec != null && spec.command() != null) {
      return commands.train(
          data,
          release.manifest().data().label(),
          spec.command(),
          weights,
          folder.resolve("model"),
          progress);
    }
    throw new TrainingException(
        "the manifest names no training that can be done here; name training.xgboost or"
            + " training.command");
  }

  private static double @Nullable [] weights(
      FrozenDocument release, Dataset data, List<GateResult> earlier) {
    return earlier.stream()
        .filter(result -> result.gate().equals("mitigation") && !result.weights().isEmpty())
        .findFirst()
        .map(mitigation -> SampleWeights.of(data, RowSet.TRAIN, release.manifest(), mitigation))
        .orElse(null);
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("countersign-training");
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary folder can be made for training", e);
    }
  }

  private static void remove(Path folder) {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      System.getLogger(TrainingActivitiesImpl.class.getName())
          .log(System.Logger.Level.WARNING, "left behind: " + folder, e);
    }
  }
}
