package dev.countersign.worker.wiring;

import dev.countersign.mlflow.RegistryException;
import dev.countersign.mlflow.RegistryStore;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up when the registry answers. */
final class RegistryHealth implements HealthIndicator {
  private static final String NOBODY = "countersign-health";

  private final RegistryStore store;
  private final String location;

  RegistryHealth(RegistryStore store, String location) {
    this.store = store;
    this.location = location;
  }

  @Override
  public Health health() {
    try {
      return Health.up()
          .withDetail("registry", location)
          .withDetail("aliases", store.aliases(NOBODY).size())
          .build();
    } catch (RegistryException e) {
      return Health.down()
          .withDetail("registry", location)
          .withDetail("problem", String.valueOf(e.getMessage()))
          .build();
    }
  }
}
