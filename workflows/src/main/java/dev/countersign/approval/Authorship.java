package dev.countersign.approval;

import static dev.countersign.approval.RefusalCode.BAD_SIGNATURE;
import static dev.countersign.approval.RefusalCode.KEY_NOT_IN_FORCE;
import static dev.countersign.approval.RefusalCode.NOT_FOR_THIS_SEAT;
import static dev.countersign.approval.RefusalCode.NOT_YOUR_KEY;
import static dev.countersign.approval.RefusalCode.OWN_KEY_NEEDED;
import static dev.countersign.approval.RefusalCode.UNKNOWN_KEY;
import static dev.countersign.approval.RefusalCode.UNKNOWN_PERSON;

import dev.countersign.approval.TrustFile.Holder;
import dev.countersign.approval.TrustFile.Holder.OfPerson;
import dev.countersign.approval.TrustFile.Holder.OfServer;
import dev.countersign.manifest.RiskTier;
import dev.countersign.passport.Envelope;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether an envelope is really from the person it names, who may fill the seat it names, if any.
 */
final class Authorship {
  private final TrustFile trust;
  private final String person;

  private Authorship(TrustFile trust, String person) {
    this.trust = trust;
    this.person = person;
  }

  /** Why it isn't, or nothing if it is. */
  static Optional<Refusal> refuse(
      Envelope envelope, TrustFile trust, RiskTier tier, String person, String seat, Instant now) {
    return refuse(envelope, trust, tier, person, now)
        .or(() -> new Authorship(trust, person).refuseSeat(seat));
  }

  /** The same for what takes no seat. */
  static Optional<Refusal> refuse(
      Envelope envelope, TrustFile trust, RiskTier tier, String person, Instant now) {
    Optional<Holder> holder = trust.holder(envelope.keyId());
    if (holder.isEmpty()) {
      return no(
          UNKNOWN_KEY,
          "nobody in the trust file holds the key " + envelope.keyId(),
          "Sign with a key that stands there, or have its line added to the trust file");
    }
    TrustedKey key = holder.get().key();
    if (!envelope.isSignedBy(key.verifying())) {
      return no(
          BAD_SIGNATURE,
          "the signature is not the key's over this statement: one of them was altered",
          "Sign again");
    }
    Optional<String> notInForce = key.notInForce(now);
    if (notInForce.isPresent()) {
      return no(
          KEY_NOT_IN_FORCE,
          "the key " + envelope.keyId() + " " + notInForce.get(),
          "Sign with a key that is in force");
    }
    Authorship authorship = new Authorship(trust, person);
    return authorship.refuseHolder(holder.get(), tier).or(authorship::refuseStranger);
  }

  /** Whose key signed, for an envelope that was not refused. */
  static Signer signer(Envelope envelope, TrustFile trust) {
    return switch (trust.holder(envelope.keyId()).orElseThrow()) {
      case OfPerson _ -> Signer.PERSON;
      case OfServer _ -> Signer.SERVER;
    };
  }

  static Refusal ownKeyNeeded(String person) {
    return new Refusal(
        OWN_KEY_NEEDED,
        "a server signed for " + person + ", and for a high risk people sign with keys they hold",
        "Sign with your own key: `countersign approve … --key FILE`");
  }

  private Optional<Refusal> refuseHolder(Holder holder, RiskTier tier) {
    return switch (holder) {
      case OfPerson(String owner, TrustedKey _) when !owner.equals(person) ->
          no(
              NOT_YOUR_KEY,
              "it names " + person + " but is signed with the key of " + owner,
              "Sign in your own name");
      case OfPerson _ -> Optional.empty();
      case OfServer _ when tier.compareTo(RiskTier.HIGH) >= 0 -> Optional.of(ownKeyNeeded(person));
      case OfServer _ -> Optional.empty();
    };
  }

  private Optional<Refusal> refuseStranger() {
    return trust.people().containsKey(person)
        ? Optional.empty()
        : no(
            UNKNOWN_PERSON,
            person + " is not in the trust file",
            "Have the trust file name the person and the seats he or she may fill");
  }

  private Optional<Refusal> refuseSeat(String seat) {
    TrustFile.Person known = Objects.requireNonNull(trust.people().get(person));
    if (!known.seats().contains(seat)) {
      return no(
          NOT_FOR_THIS_SEAT,
          person
              + " may not fill the seat "
              + seat
              + " by the trust file, only "
              + (known.seats().isEmpty() ? "none" : String.join(", ", known.seats())),
          "Let somebody sign who may, or have the trust file changed");
    }
    return Optional.empty();
  }

  private static Optional<Refusal> no(RefusalCode code, String sentence, String nextStep) {
    return Optional.of(new Refusal(code, sentence, nextStep));
  }
}
