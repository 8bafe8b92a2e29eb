package dev.countersign.verification;

import dev.countersign.approval.SignOffRequest;
import dev.countersign.approval.Signer;
import dev.countersign.approval.TrustFile;
import dev.countersign.approval.Waiver;
import dev.countersign.approval.WaiverCheck;
import dev.countersign.approval.WaiverPredicate;
import dev.countersign.approval.WaiverTerms;
import dev.countersign.approval.Waivers;
import dev.countersign.passport.EntryKind;
import dev.countersign.passport.Envelope;
import dev.countersign.passport.EvidenceLog;
import dev.countersign.passport.LogEntry;
import dev.countersign.passport.ReleaseDigest;
import dev.countersign.policy.EffectivePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes the waivers of a passport again, each at the moment the log says it came. */
final class WaiverReplay {
  private final Passport passport;
  private final PassportIndex index;
  private final @Nullable TrustFile trust;

  WaiverReplay(Passport passport, PassportIndex index, @Nullable TrustFile trust) {
    this.passport = passport;
    this.index = index;
    this.trust = trust;
  }

  /** The waivers as they stand there, believed. Whether to believe them is {@link #find}'s. */
  Waivers claimed() {
    Waivers waivers =
        Waivers.none(passport.policy().waivers().seats(), passport.policy().promoters());
    for (Envelope envelope : passport.waivers().values()) {
      WaiverPredicate said =
          envelope.statement().predicate(WaiverPredicate.TYPE, WaiverPredicate.class);
      waivers = waivers.with(new Waiver(said, Signer.PERSON, envelope));
    }
    return waivers;
  }

  Finding find() {
    EvidenceLog log = passport.log();
    Map<String, Envelope> envelopes = passport.waivers();
    List<String> hidden =
        log.entries().stream()
            .filter(entry -> entry.kind() == EntryKind.WAIVER)
            .filter(
                entry ->
                    envelopes.values().stream()
                        .noneMatch(envelope -> envelope.digest().equals(entry.subject())))
            .map(entry -> String.valueOf(entry.about()))
            .toList();
    if (!hidden.isEmpty()) {
      return failed("waivers that the log records are not disclosed: " + Passport.list(hidden));
    }
    Waivers waivers =
        Waivers.none(passport.policy().waivers().seats(), passport.policy().promoters());
    for (Map.Entry<String, Envelope> file : envelopes.entrySet()) {
      Optional<LogEntry> came = log.recorded(EntryKind.WAIVER, file.getValue().digest());
      if (came.isEmpty()) {
        return failed(file.getKey() + " is not in the log");
      }
      if (trust == null) {
        continue;
      }
      switch (verify(file.getValue(), came.get(), log, trust)) {
        case WaiverCheck.Checked.Refused(var refusal) -> {
          return failed(file.getKey() + ": " + refusal.sentence());
        }
        case WaiverCheck.Checked.Verified(Waiver waiver) -> {
          var refusal = waivers.refuse(waiver);
          if (refusal.isPresent()) {
            return failed(file.getKey() + ": " + refusal.get().sentence());
          }
          waivers = waivers.with(waiver);
        }
      }
    }
    if (envelopes.isEmpty()) {
      return Finding.ok(Promise.WAIVERS, "nothing was waived");
    }
    String words =
        String.join(
            "; ",
            claimed().waivers().stream()
                .map(waiver -> waiver.said().check() + ": " + waiver.sentence())
                .toList());
    return trust == null
        ? Finding.unknown(Promise.WAIVERS, "unchecked without a trust file: " + words)
        : Finding.ok(Promise.WAIVERS, words);
  }

  private WaiverCheck.Checked verify(
      Envelope envelope, LogEntry came, EvidenceLog log, TrustFile trusted) {
    return WaiverCheck.verify(
        envelope,
        trusted,
        terms(envelope.statement().subjectDigest()),
        log.before(came),
        came.at());
  }

  private WaiverTerms terms(String signed) {
    EffectivePolicy policy = passport.policy();
    ReleaseDigest parts = passport.parts();
    List<String> separated = new ArrayList<>(passport.claims().builders());
    passport.requests().values().stream().map(SignOffRequest::separated).forEach(separated::addAll);
    String expected =
        Stream.of(parts.digest(), parts.withoutModel().digest())
            .filter(signed::equals)
            .findFirst()
            .orElse(parts.digest());
    return new WaiverTerms(
        index.release(),
        expected,
        policy.tier(),
        policy.waivers().seats(),
        policy.waivers().longest(),
        policy.seats(),
        separated,
        policy.promoters());
  }

  private static Finding failed(String words) {
    return Finding.failed(Promise.WAIVERS, words);
  }
}
