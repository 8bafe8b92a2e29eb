package dev.countersign.workflow;

import dev.countersign.activity.ModelRef;
import dev.countersign.approval.SignOffRequest;
import dev.countersign.gate.Check;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.manifest.RiskTier;
import dev.countersign.passport.Envelope;
import dev.countersign.passport.LogEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A release as people look at it.
 *
 * @param model name of the model; null until the manifest is read
 * @param version its version
 * @param risk its tier
 * @param stage where it is
 * @param outcome how it ended, null while it runs
 * @param reason why it ended so, null while it runs
 * @param paused whether people hold it
 * @param stages every stage in order
 * @param releaseDigest what sign-offs name; changes when the model is there
 * @param asked the sign-offs it waits for; null when it waits for none
 * @param signed sign-offs and waivers so far, in sentences
 * @param papers the same as they were signed
 * @param open checks that hold it, when an inconclusive gate does
 * @param rollout where the rollout is; null before
 * @param rolloutId workflow id of the rollout; null before
 * @param log everything that happened, in order
 * @param passport the sealed passport, once it ended
 * @param registered where the registry keeps the version
 * @param document the whole frozen release; null until the manifest is read
 * @param candidate the model that is released; null until it is there
 */
public record ReleaseView(
    @Nullable String model,
    @Nullable String version,
    @Nullable RiskTier risk,
    Stage stage,
    @Nullable Outcome outcome,
    @Nullable String reason,
    boolean paused,
    List<StageView> stages,
    @Nullable String releaseDigest,
    @Nullable SignOffRequest asked,
    List<String> signed,
    List<Envelope> papers,
    List<Check> open,
    @Nullable RolloutProgress rollout,
    @Nullable String rolloutId,
    List<LogEntry> log,
    @Nullable EvidenceRef passport,
    @Nullable String registered,
    @Nullable EvidenceRef document,
    @Nullable ModelRef candidate) {
  public ReleaseView {
    papers = papers == null ? List.of() : List.copyOf(papers);
  }
}
