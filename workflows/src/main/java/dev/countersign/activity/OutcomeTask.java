package dev.countersign.activity;

import dev.countersign.gate.EvidenceRef;
import dev.countersign.rollout.RouteObservation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a release ended.
 *
 * @param release the frozen release
 * @param attempt the attempt it was registered under
 * @param outcome for example {@code RELEASED}
 * @param reason in a sentence
 * @param model the model, if there was one by then
 * @param incumbent what served before, if anything did
 * @param at when it ended
 * @param passport the sealed passport
 * @param observed what the router routes since, read back; null without traffic, or where nobody
 *     could tell
 */
public record OutcomeTask(
    FrozenRelease release,
    String attempt,
    String outcome,
    String reason,
    @Nullable ModelRef model,
    @Nullable ModelRef incumbent,
    Instant at,
    EvidenceRef passport,
    @Nullable RouteObservation observed) {}
