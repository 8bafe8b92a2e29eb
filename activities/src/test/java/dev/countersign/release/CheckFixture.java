package dev.countersign.release;

import dev.countersign.evidence.EvidenceStore;
import dev.countersign.evidence.FolderEvidenceStore;
import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gates.Progress;
import dev.countersign.http.AllowedHosts;
import dev.countersign.mlflow.FolderStore;
import dev.countersign.mlflow.ModelRegistry;
import dev.countersign.training.CommandTraining;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code check} stands on, in one folder.
 *
 * @param folder holds data, evidence and registry
 * @param commands programs that training may run
 * @param hosts that manifests may send it to ask
 */
record CheckFixture(Path folder, Set<String> commands, Set<String> hosts) {
  CheckFixture(Path folder) {
    this(folder, Set.of(), Set.of());
  }

  CheckFixture allowing(String command) {
    return new CheckFixture(folder, Set.of(command), hosts);
  }

  CheckFixture asking(String host) {
    return new CheckFixture(folder, commands, Set.of(host));
  }

  EvidenceStore evidence() {
    return new FolderEvidenceStore(folder.resolve("evidence"));
  }

  ReleaseInputs inputs() {
    return new ReleaseInputs(evidence(), new AllowedHosts(hosts));
  }

  LocalCheck checker() {
    ReleaseInputs inputs = inputs();
    var registry = new ModelRegistry(new FolderStore(folder.resolve("registry")));
    return new LocalCheck(
        new Intake(Roots.anywhere()),
        new GateRunner(inputs, evidence(), ReleaseGates.all()),
        new TrainingActivitiesImpl(inputs, evidence(), new CommandTraining(commands)),
        new BroughtModels(Roots.anywhere(), registry, inputs, evidence()));
  }

  /** Checks a manifest whose paths start in the folder. */
  LocalCheck.Outcome check(String manifest, String... gates) {
    return check(manifest, folder, gates);
  }

  /** Checks a manifest's file, whose paths start beside it. */
  LocalCheck.Outcome check(Path manifest, String... gates) throws IOException {
    return check(Files.readString(manifest), manifest.toAbsolutePath().getParent(), gates);
  }

  private LocalCheck.Outcome check(String manifest, Path base, String... gates) {
    return checker()
        .check(manifest, base.toUri().toString(), List.of(gates), Progress.SILENT, result -> {});
  }

  /** The same of a manifest without problems. */
  LocalCheck.Report report(String manifest, String... gates) {
    LocalCheck.Outcome outcome = check(manifest, gates);
    if (outcome.report() == null) {
      throw new AssertionError(outcome.problems());
    }
    return outcome.report();
  }

  /** The frozen release of a manifest without problems, and its model. */
  LocalCheck.Ready ready(String manifest) {
    LocalCheck.Ready ready = checker().ready(manifest, folder.toUri().toString(), Progress.SILENT);
    if (!ready.problems().isEmpty()) {
      throw new AssertionError(ready.problems());
    }
    return ready;
  }

  static GateResult gate(LocalCheck.Report report, String id) {
    return report.gates().stream().filter(g -> g.gate().equals(id)).findFirst().orElseThrow();
  }

  static Check named(GateResult result, String id, @Nullable String group) {
    return result.checks().stream()
        .filter(c -> c.check().equals(id) && Objects.equals(c.group(), group))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + id + " " + group));
  }

  static double value(GateResult result, String id, @Nullable String group) {
    Check found = named(result, id, group);
    return Objects.requireNonNull(found.value(), () -> id + ": " + found.note());
  }
}
