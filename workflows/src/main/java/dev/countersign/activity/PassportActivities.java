package dev.countersign.activity;

import dev.countersign.gate.EvidenceRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Packs what a release leaves behind into one file that anyone can check offline. */
@ActivityInterface
public interface PassportActivities {
  /** Packs and seals. The same task gives the same passport. */
  @ActivityMethod(name = "SealPassport")
  EvidenceRef seal(SealTask task);
}
