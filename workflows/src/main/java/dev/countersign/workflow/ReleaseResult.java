package dev.countersign.workflow;

import dev.countersign.gate.EvidenceRef;
import dev.countersign.manifest.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a release ended. The workflow returns it when released; for every other outcome it is in the
 * details of the failure that closes the run, whose type is the outcome's name.
 *
 * @param model name of the model
 * @param version its version
 * @param outcome the outcome
 * @param stage the last stage
 * @param why how that stage ended
 * @param reason in a sentence, with what to do next
 * @param problems of the manifest, when it was refused
 * @param passport the sealed passport; null when the manifest was refused
 * @param registered where the registry keeps the version, if it came that far
 */
public record ReleaseResult(
    String model,
    String version,
    Outcome outcome,
    Stage stage,
    Ended why,
    String reason,
    List<Problem> problems,
    @Nullable EvidenceRef passport,
    @Nullable String registered) {
  public ReleaseResult {
    problems = problems == null ? List.of() : List.copyOf(problems);
  }
}
