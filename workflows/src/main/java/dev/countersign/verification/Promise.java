package dev.countersign.verification;

/** What a verified passport promises, each checked by itself. */
public enum Promise {
  /** The file is a passport, written as passports are and no other way. */
  FORMAT("is a passport, byte for byte as passports are written"),
  /** Every file is the one the index names. */
  FILES("holds every file it names, unaltered, and no other"),
  /** A trusted server sealed it. */
  SEAL("was sealed by a server you trust"),
  /** It was made on real parts. */
  DEMO("was made on real parts"),
  /** Manifest, policy and model are those of the release. */
  RELEASE("is of one release: this manifest, policy, data and model"),
  /** The risk tier follows from the use case. */
  TIER("has the risk tier that the use case implies"),
  /** The log is whole. */
  LOG("holds the whole log, nothing altered, dropped or moved"),
  /** The verdicts are those that were measured. */
  VERDICTS("holds the verdicts that the gates recorded"),
  /** Every gate let the release go on. */
  GATES("was let go on by every gate of its policy"),
  /** The checks were held to the policy's bars. */
  BARS("was held to the bars set beforehand, none left unmeasured"),
  /** Waivers are genuine, in force and disclosed. */
  WAIVERS("discloses its waivers, each signed, of one check and expiring"),
  /** Whoever handed it in is who the manifest says. */
  SUBMITTER("was handed in by whom it names, proven by a key where the risk is high"),
  /** Orders are genuine. */
  ORDERS("carries the operators' orders that were signed, by the people they name"),
  /** Sign-offs are genuine. */
  SIGNATURES("holds sign-offs by the people they name"),
  /** Where the risk is high people signed themselves. */
  OWN_KEYS("was signed by people with keys they hold, where the risk is high"),
  /** Whoever built it didn't approve it. */
  SEPARATION("was approved by nobody who built it, one person a seat"),
  /** Every seat approved this very release. */
  QUORUM("was approved from every seat, over this release and this evidence, in time"),
  /** The card is the one that was judged. */
  CARD("carries the model card that was judged"),
  /** It ended as it says. */
  OUTCOME("ended as its log says");

  private final String words;

  Promise(String words) {
    this.words = words;
  }

  /** The promise, completing "the release …" or "the passport …". */
  public String words() {
    return words;
  }
}
