package dev.countersign.activity;

import dev.countersign.gate.EvidenceRef;
import dev.countersign.rollout.StepJudgement;
import org.jspecify.annotations.Nullable;

/**
 * How a step's bake ended.
 *
 * @param judgement advance or roll back, with the checks that decided
 * @param candidateRequests requests that reached the candidate; null when they could not be read
 * @param incumbentRequests requests that reached the incumbent or fallback; null likewise
 * @param reading everything that was read, as evidence
 */
public record BakeReport(
    StepJudgement judgement,
    @Nullable Long candidateRequests,
    @Nullable Long incumbentRequests,
    EvidenceRef reading) {}
