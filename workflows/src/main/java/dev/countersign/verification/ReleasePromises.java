package dev.countersign.verification;

import dev.countersign.gate.EvidenceRef;
import dev.countersign.gate.GateResult;
import dev.countersign.manifest.RiskTier;
import dev.countersign.passport.EntryKind;
import dev.countersign.passport.EvidenceLog;
import dev.countersign.passport.LogEntry;
import dev.countersign.passport.ReleaseDigest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What holds a release together: its parts, its tier, its log, its card, its end. */
final class ReleasePromises {
  private static final String CARD_GATE = "model-card";

  private final Passport passport;
  private final PassportIndex index;

  ReleasePromises(Passport passport, PassportIndex index) {
    this.passport = passport;
    this.index = index;
  }

  Finding release() {
    ReleaseDigest parts = passport.parts();
    Passport.Claims.Metadata metadata = passport.claims().metadata();
    String id = "release/" + metadata.model() + "/" + metadata.version();
    if (!parts.manifest().equals(passport.digest(Names.MANIFEST))) {
      return Finding.failed(Promise.RELEASE, "the manifest is not the one the release was made of");
    }
    if (!parts.policy().equals(passport.digest(Names.POLICY))) {
      return Finding.failed(Promise.RELEASE, "the policy is not the one the release was made of");
    }
    if (!parts.digest().equals(index.releaseDigest())) {
      return Finding.failed(
          Promise.RELEASE, "release.json is not what the index names as the release");
    }
    if (!index.release().equals(id)
        || !index.model().equals(metadata.model())
        || !index.version().equals(metadata.version())) {
      return Finding.failed(
          Promise.RELEASE, "the index names " + index.release() + ", the manifest " + id);
    }
    if (index.isReleased() && parts.model() == null) {
      return Finding.failed(Promise.RELEASE, "it was released without a model");
    }
    return Finding.ok(
        Promise.RELEASE,
        id
            + (parts.model() == null ? ", which never had a model" : ", model " + parts.model())
            + "; data "
            + Passport.list(List.copyOf(parts.data().values())));
  }

  Finding tier() {
    Passport.Claims claims = passport.claims();
    RiskTier implied = claims.intendedUse().useCase().tier();
    RiskTier tier = passport.policy().tier();
    RiskTier least =
        claims.risk() == null || claims.risk().compareTo(implied) < 0 ? implied : claims.risk();
    if (tier != index.tier()) {
      return Finding.failed(
          Promise.TIER, "the index says " + index.tier() + ", the policy " + tier);
    }
    if (tier.compareTo(least) < 0 || implied == RiskTier.UNACCEPTABLE) {
      return Finding.failed(
          Promise.TIER,
          claims.intendedUse().useCase() + " is " + least + ", and the policy's tier is " + tier);
    }
    return Finding.ok(
        Promise.TIER,
        tier
            + ", for "
            + claims.intendedUse().useCase()
            + " ("
            + claims.intendedUse().useCase().ground()
            + ")");
  }

  Finding log() {
    EvidenceLog log = passport.log();
    Optional<String> broken = log.broken();
    if (broken.isPresent()) {
      return Finding.failed(Promise.LOG, broken.get());
    }
    if (log.entries().isEmpty() || !log.head().equals(index.logHead())) {
      return Finding.failed(Promise.LOG, "the log doesn't end where the index says it ends");
    }
    return Finding.ok(Promise.LOG, log.entries().size() + " entries, head " + log.head());
  }

  Finding card() {
    List<String> cards = passport.under(Names.CARD);
    GateResult gate = passport.gates().get(CARD_GATE);
    if (gate == null) {
      return index.isReleased() || !cards.isEmpty()
          ? Finding.failed(Promise.CARD, "no model card was judged")
          : Finding.ok(Promise.CARD, "it ended before there was a model card");
    }
    Set<String> judged =
        gate.artifacts().stream().map(EvidenceRef::digest).collect(Collectors.toSet());
    Set<String> carried = cards.stream().map(passport::digest).collect(Collectors.toSet());
    if (!carried.equals(judged)) {
      return Finding.failed(
          Promise.CARD, "the card's files are not those that the model-card gate judged");
    }
    return carried.isEmpty()
        ? Finding.failed(Promise.CARD, "the model-card gate judged no file")
        : Finding.ok(Promise.CARD, Passport.list(cards));
  }

  Finding outcome() {
    List<LogEntry> entries = passport.log().entries();
    Optional<LogEntry> end =
        entries.reversed().stream().filter(e -> e.kind() == EntryKind.OUTCOME).findFirst();
    if (end.isEmpty()
        || !index.outcome().equals(end.get().about())
        || !index.reason().equals(end.get().summary())) {
      return Finding.failed(
          Promise.OUTCOME, "the log doesn't say that it ended " + index.outcome());
    }
    if (!end.get().at().equals(index.endedAt())) {
      return Finding.failed(Promise.OUTCOME, "the log dates the end otherwise than the index");
    }
    Set<EntryKind> kinds = entries.stream().map(LogEntry::kind).collect(Collectors.toSet());
    List<EntryKind> missing =
        Stream.of(EntryKind.SERVING_CHECK, EntryKind.ROLLOUT_STEP)
            .filter(kind -> !kinds.contains(kind))
            .toList();
    if (index.isReleased() && !missing.isEmpty()) {
      return Finding.failed(Promise.OUTCOME, "it was released, and the log shows no " + missing);
    }
    return Finding.ok(
        Promise.OUTCOME,
        index.outcome() + " on " + index.endedAt() + ": " + Objects.requireNonNull(index.reason()));
  }
}
