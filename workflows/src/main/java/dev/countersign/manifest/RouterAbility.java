package dev.countersign.manifest;

/** What a kind of router may be able to do, besides giving everybody to one model or the other. */
public enum RouterAbility {
  /** Gives the candidate any share of traffic, not only nobody's or everybody's. */
  SHARES,
  /** Sends the candidate copies of requests and gives nobody its answers. */
  MIRRORS,
  /** Gives everybody to rules or people: a service, a declared answer, or a name. */
  REFERS,
  /** Gives everybody to an older model. */
  FALLS_BACK_TO_MODELS,
  /** Reads what it answers, and so counts decisions, by group where it is told how. */
  READS_DECISIONS,
  /** Carries no real traffic, so a step of seconds shows all there is to see. */
  REHEARSES
}
