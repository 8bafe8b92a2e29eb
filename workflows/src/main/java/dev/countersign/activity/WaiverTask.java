package dev.countersign.activity;

import dev.countersign.approval.WaiverTerms;
import dev.countersign.passport.EvidenceLog;

/**
 * A waiver to be verified.
 *
 * @param terms who may waive
 * @param log the release's log as it stands
 * @param envelope the DSSE envelope's JSON text
 */
public record WaiverTask(WaiverTerms terms, EvidenceLog log, String envelope) {}
