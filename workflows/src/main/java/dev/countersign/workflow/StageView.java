package dev.countersign.workflow;

import dev.countersign.gate.EvidenceRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stage as an operator sees it.
 *
 * @param stage which
 * @param status what it is doing
 * @param headline what came of it, or what it waits for, in a sentence
 * @param startedAt when it began, null before
 * @param endedAt when it ended, null before
 * @param evidence what it left
 */
public record StageView(
    Stage stage,
    Status status,
    @Nullable String headline,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    List<EvidenceRef> evidence) {
  public StageView {
    evidence = evidence == null ? List.of() : List.copyOf(evidence);
  }

  /** What a stage is doing. */
  public enum Status {
    TO_COME,
    RUNNING,
    /** Waits for people. */
    WAITING,
    /** Inconclusive: waits for a named person's decision. */
    HELD,
    PASSED,
    WARNED,
    SKIPPED,
    FAILED,
    REFUSED,
    EXPIRED,
    ABORTED
  }
}
