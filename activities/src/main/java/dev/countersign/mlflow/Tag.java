package dev.countersign.mlflow;

/** What the registry's tags say about a version; the keys are a format that others search by. */
enum Tag {
  /** The version people know it by. */
  VERSION,
  /** The release it belongs to, with its run. */
  RELEASE,
  /** Digest of the model's file. */
  DIGEST,
  /** Name of the model's file. */
  FILE,
  FORMAT,
  FAVOURABLE_INDEX,
  /** Set last: everything the registration brings is there. */
  REGISTERED,
  /** The champion's number before this one, or {@link ModelRegistry#NONE}. */
  FORMER_CHAMPION,
  REASON,
  /** How the release ended; set last, when everything that follows from it is done. */
  OUTCOME;

  static final String PREFIX = "countersign.";

  String key() {
    return PREFIX + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
