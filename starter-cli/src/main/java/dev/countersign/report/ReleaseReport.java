package dev.countersign.report;

import dev.countersign.client.Ending;
import dev.countersign.client.ReleaseName;
import dev.countersign.gate.GateResult;
import dev.countersign.manifest.Problem;
import dev.countersign.workflow.ReleaseView;
import dev.countersign.workflow.Stage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What CI is told about a release.
 *
 * @param name which release
 * @param view its last view; null when no worker ever answered
 * @param results what the gates found, as far as it can be read from here
 * @param ending how it closed; null while it runs
 */
public record ReleaseReport(
    ReleaseName name,
    @Nullable ReleaseView view,
    Map<Stage, GateResult> results,
    @Nullable Ending ending) {
  public ReleaseReport {
    results = Map.copyOf(results);
  }

  /** Everything wrong with the manifest, when it was refused. */
  public List<Problem> problems() {
    return ending == null || ending.result() == null ? List.of() : ending.result().problems();
  }
}
