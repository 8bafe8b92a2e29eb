package dev.countersign.manifest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is watched after the release: obligations that can only be met later. */
public record MonitoringSpec(List<Obligation> obligations, @Nullable String rollbackWindow) {
  public MonitoringSpec {
    obligations = obligations == null ? List.of() : List.copyOf(obligations);
  }

  /**
   * What can only be known later.
   *
   * @param metric what will be measured
   * @param min smallest allowed value
   * @param max largest allowed value
   * @param due how long after release, for example {@code 90d}
   * @param owner who has to bring it
   * @param consequence what follows if it is missed or breached
   */
  public record Obligation(
      String metric,
      @Nullable Double min,
      @Nullable Double max,
      String due,
      String owner,
      String consequence) {}
}
