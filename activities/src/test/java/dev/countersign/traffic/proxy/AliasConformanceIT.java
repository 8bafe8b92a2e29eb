package dev.countersign.traffic.proxy;

import static dev.countersign.traffic.Traffic.NEW;
import static dev.countersign.traffic.Traffic.OLD;

import dev.countersign.manifest.ModelSpec;
import dev.countersign.mlflow.MlflowAccess;
import dev.countersign.mlflow.MlflowStore;
import dev.countersign.mlflow.Registration;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.testing.RealServer;
import dev.countersign.testing.RealServers;
import dev.countersign.traffic.conformance.KillableRouter;
import dev.countersign.traffic.conformance.RouterConformance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** A real MLflow whose aliases a consumer loads by, and the agent that moves them. */
@Tag("long")
class AliasConformanceIT extends RouterConformance {
  private static final AtomicInteger MODELS = new AtomicInteger();

  @TempDir static Path shared;
  private static RealServer mlflow;

  @BeforeAll
  static void startMlflow() {
    mlflow = RealServers.mlflow(shared);
  }

  @AfterAll
  static void stopMlflow() {
    mlflow.close();
  }

  @Override
  protected KillableRouter startToBeKilled(Path folder) {
    String name = "credit-risk-" + MODELS.incrementAndGet();
    MlflowStore registry =
        new MlflowStore(
            MlflowAccess.of(URI.create(mlflow.url()), Map.of()), folder.resolve("fetched"), 1);
    register(registry, folder, name, OLD);
    register(registry, folder, name, NEW);
    return ProxiedSubject.start(
        folder,
        "mlflow-alias",
        AliasConsumer.class,
        List.of(mlflow.url(), name),
        "{registry: '%s', name: %s}".formatted(mlflow.url(), name));
  }

  private static void register(MlflowStore registry, Path folder, String name, ModelTarget target) {
    try {
      Path file = Files.writeString(folder.resolve(target.version() + ".ubj"), "a model");
      var _ =
          registry.add(
              new Registration(
                  name,
                  target.version(),
                  "release/" + name + "/" + target.version() + "@1",
                  file,
                  target.digest(),
                  ModelSpec.Format.XGBOOST,
                  1,
                  Map.of(),
                  Map.of(),
                  Map.of(),
                  List.of()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
