package dev.countersign.approval;

/** Whose key made a signature. */
public enum Signer {
  /** The person's own. */
  PERSON,
  /** A server's, which vouches that it knew the person. Never enough for a high risk. */
  SERVER
}
