package dev.countersign.verification;

import dev.countersign.approval.TrustFile;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks passports offline, one promise after another. Never throws, whatever the bytes: what can't
 * be read breaks the promise that rests on it.
 */
public final class PassportVerifier {
  private PassportVerifier() {}

  /**
   * Checks a passport.
   *
   * @param zip the file's bytes, of whatever origin
   * @param trust whom to believe; null: nobody, and then nothing can be trusted
   * @param allowDemo whether a passport made on embedded parts will do
   */
  public static VerificationReport verify(
      byte[] zip, @Nullable TrustFile trust, boolean allowDemo) {
    Passport passport;
    PassportIndex index;
    try {
      passport = open(zip);
      index = passport.index();
      requireFormat(index);
    } catch (IllegalArgumentException e) {
      return unreadable(e);
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.ok(Promise.FORMAT, passport.files().size() + " files, " + index.format()));
    var seal = new SealPromises(passport, index, trust);
    var release = new ReleasePromises(passport, index);
    var gates = new GatePromises(passport, index, trust);
    var people = new PeoplePromises(passport, trust);
    findings.add(found(Promise.FILES, seal::files));
    findings.add(found(Promise.SEAL, seal::seal));
    findings.add(found(Promise.DEMO, () -> seal.demo(allowDemo)));
    findings.add(found(Promise.RELEASE, release::release));
    findings.add(found(Promise.TIER, release::tier));
    findings.add(found(Promise.LOG, release::log));
    findings.add(found(Promise.VERDICTS, gates::verdicts));
    findings.add(found(Promise.GATES, gates::gates));
    findings.add(found(Promise.BARS, gates::bars));
    findings.add(found(Promise.WAIVERS, gates::waivers));
    var steering = new SteeringPromises(passport, index, trust);
    findings.add(found(Promise.SUBMITTER, steering::submitter));
    findings.add(found(Promise.ORDERS, steering::orders));
    findings.add(found(Promise.SIGNATURES, people::signatures));
    findings.add(found(Promise.OWN_KEYS, people::ownKeys));
    findings.add(found(Promise.SEPARATION, people::separation));
    findings.add(found(Promise.QUORUM, new BoardReplay(passport, index, trust)::quorum));
    findings.add(found(Promise.CARD, release::card));
    findings.add(found(Promise.OUTCOME, release::outcome));
    return new VerificationReport(
        index.model(), index.version(), index.outcome(), index.demo(), findings);
  }

  private interface Check {
    Finding find();
  }

  private static Finding found(Promise promise, Check check) {
    try {
      return check.find();
    } catch (IllegalArgumentException e) {
      return Finding.failed(promise, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return Finding.failed(promise, "what it rests on makes no sense: " + e);
    }
  }

  private static Passport open(byte[] zip) {
    SortedMap<String, byte[]> files = Archive.unpack(zip);
    return new Passport(files);
  }

  private static void requireFormat(PassportIndex index) {
    if (!PassportIndex.FORMAT.equals(index.format())) {
      throw new IllegalArgumentException(
          "it is a " + index.format() + ", and only " + PassportIndex.FORMAT + " is known here");
    }
    if (index.outcome() == null || index.tier() == null || index.release() == null) {
      throw new IllegalArgumentException(Names.INDEX + " doesn't say what it is about");
    }
  }

  private static VerificationReport unreadable(IllegalArgumentException e) {
    List<Finding> findings = new ArrayList<>();
    for (Promise promise : Promise.values()) {
      findings.add(
          promise == Promise.FORMAT
              ? Finding.failed(promise, String.valueOf(e.getMessage()))
              : Finding.unknown(promise, "not looked at: this is no readable passport"));
    }
    return new VerificationReport(null, null, null, false, findings);
  }
}
