package dev.countersign.verification;

import dev.countersign.approval.TrustFile;
import dev.countersign.approval.Waivers;
import dev.countersign.gate.Bounds;
import dev.countersign.gate.Check;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.MitigationRule;
import dev.countersign.gate.Severity;
import dev.countersign.gate.Verdict;
import dev.countersign.manifest.GateVocabulary;
import dev.countersign.passport.EntryKind;
import dev.countersign.passport.Envelope;
import dev.countersign.passport.EvidenceLog;
import dev.countersign.passport.LogEntry;
import dev.countersign.passport.Statement;
import dev.countersign.passport.Statement.Descriptor;
import dev.countersign.passport.TestResult;
import dev.countersign.policy.EffectivePolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the gates promise: their verdicts, their bars, and the waivers that let a check go on. */
final class GatePromises {
  private static final String AUDIT = "data-audit";
  private static final String MITIGATION = "mitigation";

  /** Judged on live traffic: the log tells of them. */
  private static final Set<String> LIVE =
      Set.of(GateVocabulary.SERVING_CHECK, GateVocabulary.ROLLOUT);

  private final Passport passport;
  private final PassportIndex index;
  private final @Nullable TrustFile trust;

  GatePromises(Passport passport, PassportIndex index, @Nullable TrustFile trust) {
    this.passport = passport;
    this.index = index;
    this.trust = trust;
  }

  Finding verdicts() {
    EvidenceLog log = passport.log();
    for (Map.Entry<String, GateResult> gate : passport.gates().entrySet()) {
      String digest = passport.digest(Names.gate(gate.getKey()));
      Optional<LogEntry> recorded = log.last(EntryKind.GATE_RESULT, gate.getKey());
      if (recorded.isEmpty() || !digest.equals(recorded.get().subject())) {
        return Finding.failed(Promise.VERDICTS, gate.getKey() + " is not as the log recorded it");
      }
      Verdict worst = GateResult.verdictOf(gate.getValue().checks());
      if (gate.getValue().verdict().compareTo(worst) < 0) {
        return Finding.failed(
            Promise.VERDICTS,
            gate.getKey()
                + " says "
                + gate.getValue().verdict()
                + " over a check that says "
                + worst);
      }
      if (!attested(gate.getValue(), digest)) {
        return Finding.failed(
            Promise.VERDICTS, gate.getKey() + " is not attested as the seal's server found it");
      }
    }
    List<String> unknown =
        log.entries().stream()
            .filter(entry -> entry.kind() == EntryKind.GATE_RESULT)
            .map(entry -> String.valueOf(entry.about()))
            .filter(gate -> !passport.has(Names.gate(gate)))
            .distinct()
            .toList();
    return unknown.isEmpty()
        ? Finding.ok(Promise.VERDICTS, inWords(passport.gates()))
        : Finding.failed(Promise.VERDICTS, "the log has results that are missing here: " + unknown);
  }

  Finding gates() {
    if (!passport.hadTraffic()) {
      return Finding.ok(Promise.GATES, "it ended before traffic, so no gate had to let it");
    }
    Map<String, GateResult> results = passport.gates();
    Waivers waivers = new WaiverReplay(passport, index, trust).claimed();
    for (String gate : passport.policy().checks().keySet()) {
      if (!LIVE.contains(gate) && !results.containsKey(gate)) {
        return Finding.failed(
            Promise.GATES, gate + " has no result, and nothing passes by absence");
      }
    }
    List<String> stopped = new ArrayList<>();
    for (GateResult gate : results.values()) {
      GateResult counts = waivers.apply(mitigated(gate, waivers), recordedAt(gate));
      if (!counts.verdict().goesOn()) {
        stopped.add(gate.gate() + " " + counts.verdict());
      }
    }
    return stopped.isEmpty()
        ? Finding.ok(Promise.GATES, results.size() + " gates")
        : Finding.failed(Promise.GATES, "it went on past " + String.join(", ", stopped));
  }

  Finding bars() {
    EffectivePolicy policy = passport.policy();
    List<String> unmeasured = new ArrayList<>();
    for (GateResult gate : passport.gates().values()) {
      for (Map.Entry<String, CheckBar> bar : policy.bars(gate.gate()).entrySet()) {
        Bounds bounds = bar.getValue().bounds();
        List<Check> judged = judged(gate, bar.getKey());
        if (bounds == null) {
          continue; // judged against the incumbent alone, where there is one
        }
        if (judged.isEmpty() && bar.getValue().severity() == Severity.BLOCK) {
          unmeasured.add(gate.gate() + "/" + bar.getKey());
        }
        for (Check check : judged) {
          if (check.verdict() == Verdict.PASS && !isWithin(bounds, check)) {
            return Finding.failed(
                Promise.BARS,
                "%s/%s passes with %s, outside the policy's bar"
                    .formatted(gate.gate(), bar.getKey(), check.value()));
          }
        }
      }
    }
    return unmeasured.isEmpty() || !passport.hadTraffic()
        ? Finding.ok(Promise.BARS, "the bars of " + String.join(" + ", policy.sources()))
        : Finding.failed(
            Promise.BARS, "bars that nothing was held to: " + Passport.list(unmeasured));
  }

  private static List<Check> judged(GateResult gate, String id) {
    return gate.checks().stream()
        .filter(check -> check.check().equals(id) && check.verdict() != null)
        .toList();
  }

  private static boolean isWithin(Bounds bounds, Check check) {
    return check.value() != null && bounds.contain(check.value());
  }

  Finding waivers() {
    return new WaiverReplay(passport, index, trust).find();
  }

  /** The audit as it counts once the mitigation gate let the release go on. */
  private GateResult mitigated(GateResult gate, Waivers waivers) {
    GateResult mitigation = passport.gates().get(MITIGATION);
    if (!gate.gate().equals(AUDIT)
        || mitigation == null
        || gate.verdict() != GateResult.verdictOf(gate.checks())
        || !waivers.apply(mitigation, recordedAt(mitigation)).verdict().goesOn()) {
      return gate;
    }
    List<String> answered = passport.claims().mitigated();
    return GateResult.of(
        gate.gate(),
        gate.checks().stream()
            .map(
                check ->
                    MitigationRule.isDue(check, answered) ? check.withVerdict(Verdict.WARN) : check)
            .toList(),
        gate.artifacts());
  }

  private Instant recordedAt(GateResult gate) {
    return passport
        .log()
        .last(EntryKind.GATE_RESULT, gate.gate())
        .map(LogEntry::at)
        .orElseThrow(() -> new IllegalArgumentException(gate.gate() + " is not in the log"));
  }

  private boolean attested(GateResult gate, String digest) {
    Envelope envelope = passport.envelope(Names.testResult(gate.gate()));
    Statement statement = envelope.statement();
    var configuration =
        List.of(
            Descriptor.of(Names.POLICY, passport.digest(Names.POLICY)),
            Descriptor.of(Names.gate(gate.gate()), digest));
    boolean says =
        statement
            .predicate(TestResult.PREDICATE_TYPE, TestResult.class)
            .equals(TestResult.of(gate, configuration));
    boolean signed =
        envelope.keyId().equals(passport.envelope(Names.SEAL).keyId())
            && (trust == null
                || trust
                    .holder(envelope.keyId())
                    .map(holder -> envelope.isSignedBy(holder.key().verifying()))
                    .orElse(true)); // SEAL says that nobody holds the key
    return says && signed && statement.subjectDigest().equals(passport.digest(Names.RELEASE));
  }

  private static String inWords(Map<String, GateResult> gates) {
    return gates.isEmpty()
        ? "no gate had run"
        : String.join(
            ", ", gates.values().stream().map(gate -> gate.gate() + " " + gate.verdict()).toList());
  }
}
