package dev.countersign.worker.pages.release;

import dev.countersign.gate.EvidenceRef;

/** Where a reader of a page finds a piece of evidence. */
@FunctionalInterface
interface EvidenceLinks {
  /** The link, fit for {@code href} and {@code src}. */
  String to(EvidenceRef evidence);
}
