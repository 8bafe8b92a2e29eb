package dev.countersign.activity;

import dev.countersign.approval.SignedOrder;
import dev.countersign.passport.EvidenceLog;
import org.jspecify.annotations.Nullable;

/**
 * A signed order to be verified.
 *
 * @param order what was sent
 * @param log the release's log as it stands; null where the release has ended
 * @param envelope the DSSE envelope's JSON text
 */
public record OrderTask(SignedOrder order, @Nullable EvidenceLog log, String envelope) {}
