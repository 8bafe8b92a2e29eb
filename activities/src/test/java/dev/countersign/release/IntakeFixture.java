package dev.countersign.release;

import dev.countersign.activity.IntakeActivities;
import dev.countersign.activity.IntakeReport;
import dev.countersign.activity.IntakeTask;
import dev.countersign.approval.TrustFile;
import dev.countersign.evidence.FolderEvidenceStore;
import dev.countersign.http.AllowedHosts;
import dev.countersign.mlflow.FolderStore;
import dev.countersign.mlflow.ModelRegistry;
import dev.countersign.workflow.Payloads;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Intake and registry as the workflow asks them, at {@link #NOW}. */
final class IntakeFixture implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  static final TrustFile NOBODY = new TrustFile(Map.of(), Map.of());

  final FolderEvidenceStore evidence;
  final ModelRegistry registry;
  private final Path root;
  private final TestActivityEnvironment temporal;

  /**
   * @param root holds data and models
   * @param state holds evidence and registry
   */
  IntakeFixture(Path root, Path state, TrustFile trust) {
    this.root = root;
    evidence = new FolderEvidenceStore(state.resolve("evidence"));
    registry = new ModelRegistry(new FolderStore(state.resolve("registry")));
    Roots roots = Roots.of(List.of(root));
    var inputs = new ReleaseInputs(evidence, new AllowedHosts(Set.of()));
    var models = new BroughtModels(roots, registry, inputs, evidence);
    temporal =
        TestActivityEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(Payloads.converter())
                        .build())
                .build());
    temporal.registerActivitiesImplementations(
        new IntakeActivitiesImpl(
            new Intake(roots),
            new Submitters(() -> trust, evidence),
            models,
            inputs,
            evidence,
            InstantSource.fixed(NOW)),
        new RegistryActivitiesImpl(registry, models, evidence));
  }

  /** What paths in manifests are relative to. */
  String base() {
    return root.toUri().toString();
  }

  /** Takes in a manifest that nobody signed. */
  IntakeReport take(String manifest) {
    return take(new IntakeTask(manifest, base(), null, "run", NOW));
  }

  IntakeReport take(IntakeTask task) {
    return activities(IntakeActivities.class).intake(task);
  }

  <T> T activities(Class<T> type) {
    return temporal.newActivityStub(type);
  }

  @Override
  public void close() {
    temporal.close();
  }
}
