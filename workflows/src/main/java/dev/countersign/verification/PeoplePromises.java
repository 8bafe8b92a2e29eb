package dev.countersign.verification;

import dev.countersign.approval.SignOffCheck;
import dev.countersign.approval.SignOffPredicate;
import dev.countersign.approval.SignOffRequest;
import dev.countersign.approval.TrustFile;
import dev.countersign.approval.TrustFile.Holder;
import dev.countersign.manifest.RiskTier;
import dev.countersign.passport.EntryKind;
import dev.countersign.passport.Envelope;
import dev.countersign.passport.EvidenceLog;
import dev.countersign.passport.LogEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What people promise by signing: that it was they, with their own keys, and not the builders. */
final class PeoplePromises {
  static final String WITHOUT_TRUST = "unchecked without a trust file";

  private final Passport passport;
  private final @Nullable TrustFile trust;

  PeoplePromises(Passport passport, @Nullable TrustFile trust) {
    this.passport = passport;
    this.trust = trust;
  }

  Finding signatures() {
    Map<String, Envelope> signOffs = passport.signOffs();
    EvidenceLog log = passport.log();
    for (LogEntry entry : sinceLastVoid(log)) {
      if (signOffs.values().stream().noneMatch(e -> e.digest().equals(entry.subject()))) {
        return Finding.failed(
            Promise.SIGNATURES, "a sign-off for " + entry.about() + " in the log is missing here");
      }
    }
    for (Map.Entry<String, Envelope> file : signOffs.entrySet()) {
      Optional<LogEntry> came = log.recorded(EntryKind.SIGN_OFF, file.getValue().digest());
      if (came.isEmpty()) {
        return Finding.failed(Promise.SIGNATURES, file.getKey() + " is not in the log");
      }
      if (trust != null
          && SignOffCheck.verify(file.getValue(), trust, RiskTier.MINIMAL, came.get().at())
              instanceof SignOffCheck.Checked.Refused(var refusal)) {
        return Finding.failed(Promise.SIGNATURES, file.getKey() + ": " + refusal.sentence());
      }
    }
    if (signOffs.isEmpty()) {
      return Finding.ok(Promise.SIGNATURES, "nobody signed");
    }
    return trust == null
        ? Finding.unknown(Promise.SIGNATURES, WITHOUT_TRUST)
        : Finding.ok(
            Promise.SIGNATURES,
            Passport.list(
                said().stream().map(said -> said.person() + " for " + said.seat()).toList()));
  }

  Finding ownKeys() {
    if (passport.policy().tier().compareTo(RiskTier.HIGH) < 0) {
      return Finding.ok(Promise.OWN_KEYS, "not needed for " + passport.policy().tier());
    }
    if (trust == null) {
      return passport.signOffs().isEmpty() && passport.waivers().isEmpty()
          ? Finding.ok(Promise.OWN_KEYS, "nobody signed")
          : Finding.unknown(Promise.OWN_KEYS, WITHOUT_TRUST);
    }
    Map<String, Envelope> papers = new TreeMap<>(passport.signOffs());
    papers.putAll(passport.waivers());
    for (Map.Entry<String, Envelope> file : papers.entrySet()) {
      if (trust.holder(file.getValue().keyId()).orElse(null)
          instanceof Holder.OfServer(var id, _)) {
        return Finding.failed(
            Promise.OWN_KEYS,
            file.getKey()
                + " is signed by the server "
                + id
                + " alone: for a high risk people sign with keys they hold");
      }
    }
    return Finding.ok(Promise.OWN_KEYS, "every key is a person's");
  }

  Finding separation() {
    List<SignOffPredicate> said = said();
    Set<String> builders = new HashSet<>();
    passport.claims().builders().forEach(person -> builders.add(lower(person)));
    for (SignOffRequest request : passport.requests().values()) {
      request.separated().forEach(person -> builders.add(lower(person)));
    }
    Map<String, String> seats = new HashMap<>();
    for (SignOffPredicate one : said) {
      if (builders.contains(lower(one.person()))) {
        return Finding.failed(
            Promise.SEPARATION, one.person() + " built the release and signed for " + one.seat());
      }
      String other = seats.put(lower(one.person()), one.seat());
      if (other != null && !other.equals(one.seat())) {
        return Finding.failed(
            Promise.SEPARATION, one.person() + " signed for " + other + " and for " + one.seat());
      }
    }
    if (said.isEmpty()) {
      return Finding.ok(Promise.SEPARATION, "nobody signed");
    }
    return trust == null
        ? Finding.unknown(Promise.SEPARATION, WITHOUT_TRUST)
        : Finding.ok(Promise.SEPARATION, seats.size() + " people, none of them a builder");
  }

  private List<SignOffPredicate> said() {
    return passport.signOffs().values().stream().map(PeoplePromises::predicate).toList();
  }

  /** The sign-offs in the log that nothing voided since. */
  private static List<LogEntry> sinceLastVoid(EvidenceLog log) {
    List<LogEntry> standing = new ArrayList<>();
    for (LogEntry entry : log.entries()) {
      if (entry.kind() == EntryKind.SIGN_OFFS_VOIDED) {
        standing.clear();
      } else if (entry.kind() == EntryKind.SIGN_OFF) {
        standing.add(entry);
      }
    }
    return standing;
  }

  static SignOffPredicate predicate(Envelope envelope) {
    return envelope.statement().predicate(SignOffPredicate.TYPE, SignOffPredicate.class);
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
