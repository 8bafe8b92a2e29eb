package dev.countersign.approval;

/** Why something signed was not accepted, for programs; {@link Refusal} says it to people. */
public enum RefusalCode {
  /** It can't be read as a signed statement of this kind. */
  MALFORMED,
  /** Nobody in the trust file holds the key. */
  UNKNOWN_KEY,
  /** The signature isn't the key's over this statement. */
  BAD_SIGNATURE,
  /** The key was not valid yet, no longer valid, or revoked. */
  KEY_NOT_IN_FORCE,
  /** The person is not in the trust file. */
  UNKNOWN_PERSON,
  /** Signed with somebody else's key. */
  NOT_YOUR_KEY,
  /** Signed by a server for a person, where people have to sign with keys they hold. */
  OWN_KEY_NEEDED,
  /** The person may not fill this seat. */
  NOT_FOR_THIS_SEAT,
  /** The person built the release. */
  BUILT_IT,
  /** It is about another release. */
  OTHER_RELEASE,
  /** It is for another board. */
  OTHER_BOARD,
  /** The board has no such seat. */
  NO_SUCH_SEAT,
  /** It names an old release digest: the release moved. */
  RELEASE_MOVED,
  /** It names a log head that the log never had. */
  UNKNOWN_LOG_HEAD,
  /** It names a log head from before the question was asked. */
  STALE_LOG_HEAD,
  /** It approves without confirming the use case. */
  USE_CASE_NOT_CONFIRMED,
  /** Somebody, perhaps the same person, has filled the seat already. */
  SEAT_TAKEN,
  /** The person fills another seat of this release. */
  ONE_SEAT_EACH,
  /** The deadline has passed. */
  LATE,
  /** The board has decided. */
  CLOSED,
  /** A waiver that has expired, or that expires too far ahead. */
  WAIVER_EXPIRY,
  /** Another manifest was signed, or the same one over other files. */
  OTHER_MANIFEST,
  /** Another order was signed than was sent. */
  OTHER_ORDER,
  /** Handed in by somebody else than the manifest names. */
  NOT_THE_SUBMITTER,
  /** Signed too long before it came, or after. */
  STALE,
  /** It was used already. */
  REPLAYED
}
