package dev.countersign.worker.wiring;

import dev.countersign.evidence.EvidenceStore;
import dev.countersign.evidence.FolderEvidenceStore;
import dev.countersign.mlflow.FolderStore;
import dev.countersign.mlflow.MlflowAccess;
import dev.countersign.mlflow.MlflowStore;
import dev.countersign.mlflow.ModelRegistry;
import dev.countersign.mlflow.RegistryStore;
import dev.countersign.worker.WorkerProperties;
import java.net.URI;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where things are kept: evidence and models. */
@Configuration(proxyBeanMethods = false)
public class StoreConfiguration {
  private static final long LARGEST_MODEL = 2L << 30;

  @Bean
  EvidenceStore evidenceStore(WorkerProperties properties) {
    return new FolderEvidenceStore(properties.evidenceFolder());
  }

  @Bean
  RegistryStore registryStore(WorkerProperties properties) {
    String location = properties.registryLocation();
    return properties.isMlflow()
        ? new MlflowStore(
            MlflowAccess.of(URI.create(location), System.getenv()),
            properties.state().resolve("fetched"),
            LARGEST_MODEL)
        : new FolderStore(Path.of(location));
  }

  @Bean
  ModelRegistry modelRegistry(RegistryStore store) {
    return new ModelRegistry(store);
  }

  @Bean
  RegistryHealth registryHealthIndicator(RegistryStore store, WorkerProperties properties) {
    return new RegistryHealth(store, properties.registryLocation());
  }
}
