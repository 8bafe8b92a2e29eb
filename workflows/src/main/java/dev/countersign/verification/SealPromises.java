package dev.countersign.verification;

import dev.countersign.approval.TrustFile;
import dev.countersign.approval.TrustFile.Holder;
import dev.countersign.approval.TrustedKey;
import dev.countersign.passport.Envelope;
import dev.countersign.passport.VerificationSummary;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the seal promises: the files, who sealed them, and that it is no demonstration. */
final class SealPromises {
  private final Passport passport;
  private final PassportIndex index;
  private final @Nullable TrustFile trust;

  SealPromises(Passport passport, PassportIndex index, @Nullable TrustFile trust) {
    this.passport = passport;
    this.index = index;
    this.trust = trust;
  }

  Finding files() {
    var named = new TreeSet<String>();
    for (PassportIndex.Entry entry : index.files()) {
      if (!named.add(entry.name())) {
        return Finding.failed(Promise.FILES, entry.name() + " is named twice");
      }
      if (!passport.has(entry.name())) {
        return Finding.failed(Promise.FILES, entry.name() + " is missing");
      }
      if (!passport.digest(entry.name()).equals(entry.digest())) {
        return Finding.failed(Promise.FILES, entry.name() + " was altered");
      }
    }
    List<String> others =
        passport.files().keySet().stream()
            .filter(name -> !named.contains(name))
            .filter(name -> !name.equals(Names.INDEX) && !name.equals(Names.SEAL))
            .toList();
    return others.isEmpty()
        ? Finding.ok(Promise.FILES, named.size() + " files as named")
        : Finding.failed(Promise.FILES, "it holds files it doesn't name: " + Passport.list(others));
  }

  Finding seal() {
    Envelope envelope = passport.envelope(Names.SEAL);
    VerificationSummary summary =
        envelope
            .statement()
            .predicate(VerificationSummary.PREDICATE_TYPE, VerificationSummary.class);
    String server = summary.verifier().id();
    if (!envelope.statement().subjectDigest().equals(passport.digest(Names.INDEX))) {
      return failed("the seal is over another index: passport.json was altered");
    }
    if (!summary.equals(PassportWriter.summary(index, server))) {
      return failed("the seal says something else than passport.json");
    }
    if (trust == null) {
      return Finding.unknown(
          Promise.SEAL,
          "sealed as "
              + server
              + " with the key "
              + envelope.keyId()
              + "; without a trust file nobody can be believed: give one with --trust");
    }
    Optional<Holder> holder = trust.holder(envelope.keyId());
    if (holder.isEmpty()) {
      return failed("nobody in the trust file holds the key " + envelope.keyId());
    }
    TrustedKey key = holder.get().key();
    if (!(holder.get() instanceof Holder.OfServer(String id, TrustedKey _)) || !id.equals(server)) {
      return failed("the key " + envelope.keyId() + " may not seal as " + server);
    }
    if (!envelope.isSignedBy(key.verifying())) {
      return failed("the seal's signature is not the key's over this statement");
    }
    if (key.wasRevoked()) {
      return failed(
          "the server's key was revoked, and nothing but the key itself dates its seals: "
              + "have the passport sealed again");
    }
    return key.notInForce(summary.timeVerified())
        .map(why -> failed("the server's key " + why))
        .orElseGet(
            () ->
                Finding.ok(Promise.SEAL, "sealed by " + server + " on " + summary.timeVerified()));
  }

  Finding demo(boolean allowDemo) {
    if (!index.demo()) {
      return Finding.ok(Promise.DEMO, "no demonstration");
    }
    return allowDemo
        ? Finding.ok(Promise.DEMO, "DEMO: made on embedded parts, which you allowed")
        : Finding.failed(
            Promise.DEMO,
            "DEMO: made on embedded parts, it stands for no release; --allow-demo looks at it anyway");
  }

  private static Finding failed(String words) {
    return Finding.failed(Promise.SEAL, words);
  }
}
