package dev.countersign.worker.demo;

import dev.countersign.data.Dataset;
import dev.countersign.data.Datasets;
import dev.countersign.gates.Progress;
import dev.countersign.manifest.ManifestReader;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.manifest.TrainingSpec;
import dev.countersign.mlflow.Ending;
import dev.countersign.mlflow.ModelRegistry;
import dev.countersign.mlflow.Registration;
import dev.countersign.passport.Digests;
import dev.countersign.training.TrainedModel;
import dev.countersign.training.XgBoostTraining;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.ConfigurableApplicationContext;

/** The version that serves when the demonstration begins: trained quickly, put in the registry. */
final class DemoChampion {
  private DemoChampion() {}

  static void install(DemoFolder folder, ConfigurableApplicationContext worker) throws IOException {
    ReleaseManifest manifest =
        Objects.requireNonNull(ManifestReader.read(DemoManifest.ofChampion()).manifest());
    Path file = folder.root().resolve("champion.ubj");
    TrainedModel trained;
    try (Dataset data = Datasets.open(manifest, folder.root())) {
      TrainingSpec training = Objects.requireNonNull(manifest.training());
      trained =
          XgBoostTraining.train(
              data, Objects.requireNonNull(training.xgboost()), null, file, Progress.SILENT);
    }
    String model = manifest.metadata().model();
    String release = "release/" + model + "/" + manifest.metadata().version() + "@demo";
    ModelRegistry registry = worker.getBean(ModelRegistry.class);
    var registered =
        registry.register(
            new Registration(
                model,
                manifest.metadata().version(),
                release,
                file,
                Digests.sha256(Files.readAllBytes(file)),
                trained.format(),
                trained.favourableIndex(),
                Map.of(),
                trained.metrics(),
                Map.of(),
                List.of()));
    var _ =
        registry.release(
            registered.model(),
            release,
            new Ending(ModelRegistry.RELEASED, "serves when the demonstration begins", List.of()));
  }
}
