package dev.countersign.audit;

import dev.countersign.data.DataSources;
import dev.countersign.data.Dataset;
import dev.countersign.data.Datasets;
import dev.countersign.evidence.FolderEvidenceStore;
import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gates.GateContext;
import dev.countersign.gates.Progress;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.policy.EffectivePolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the data audit in tests. */
public final class AuditRun {
  private AuditRun() {}

  public static GateResult of(ReleaseManifest manifest, EffectivePolicy policy, Path file) {
    try (Dataset data = Datasets.open(manifest, new DataSources.Single(file))) {
      return new AuditGate().run(context(manifest, policy, data, List.of()));
    }
  }

  public static GateContext context(
      ReleaseManifest manifest, EffectivePolicy policy, Dataset data, List<GateResult> earlier) {
    try {
      return new GateContext(
          manifest,
          policy,
          data,
          null,
          null,
          null,
          earlier,
          new FolderEvidenceStore(Files.createTempDirectory("evidence")),
          Progress.SILENT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The one check of this kind, attribute and group. */
  public static Check check(
      GateResult result, String check, @Nullable String attribute, @Nullable String group) {
    List<Check> found =
        result.checks().stream()
            .filter(c -> c.check().equals(check))
            .filter(c -> attribute == null || attribute.equals(c.attribute()))
            .filter(c -> group == null || group.equals(c.group()))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " of " + check + " " + attribute + " " + group);
    }
    return found.getFirst();
  }
}
