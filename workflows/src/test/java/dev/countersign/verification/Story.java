package dev.countersign.verification;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.approval.CheckRef;
import dev.countersign.approval.Decision;
import dev.countersign.approval.Seat;
import dev.countersign.approval.SignOff;
import dev.countersign.approval.SignOffPredicate;
import dev.countersign.approval.SignOffRequest;
import dev.countersign.approval.SignedOrder;
import dev.countersign.approval.Submission;
import dev.countersign.approval.TrustFile;
import dev.countersign.approval.TrustedKey;
import dev.countersign.approval.Waiver;
import dev.countersign.approval.WaiverPredicate;
import dev.countersign.approval.WaiverTerms;
import dev.countersign.gate.Check;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.DecideOn;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Severity;
import dev.countersign.gate.Verdict;
import dev.countersign.manifest.ApprovalSpec.Board;
import dev.countersign.manifest.ManifestReader;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.manifest.RiskTier;
import dev.countersign.manifest.UseCase;
import dev.countersign.passport.Digests;
import dev.countersign.passport.EntryKind;
import dev.countersign.passport.Envelope;
import dev.countersign.passport.EvidenceLog;
import dev.countersign.passport.ReleaseDigest;
import dev.countersign.passport.SigningKey;
import dev.countersign.policy.EffectivePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A high-risk release from intake to its end, told step by step as the workflow would log it. Tests
 * tell it honestly or bend one thing; what they bend is then logged, packed and sealed like
 * everything else, as a server that lies would do it.
 */
final class Story {
  static final String RELEASE = "release/credit-risk/2026.11.1";
  static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
  static final Sealer SERVER =
      new Sealer("https://countersign.example/servers/test", SigningKey.generate());
  static final byte[] CARD = "# Model card\n".getBytes(UTF_8);
  static final CheckRef UNTOLD = CheckRef.parse("evaluation/disparate-impact/sex/female");
  static final SigningKey TESS = SigningKey.generate();
  static final SigningKey LEO = SigningKey.generate();
  static final SigningKey ADA = SigningKey.generate();
  static final SigningKey CI = SigningKey.generate();
  static final SigningKey MALLORY = SigningKey.generate();

  static final String MANIFEST =
      """
      apiVersion: countersign.dev/v1
      kind: ModelRelease
      metadata:
        model: credit-risk
        version: "2026.11.1"
        owner: lending-ml
        submittedBy: ci@lending.example
        trainedBy: [ada@lending.example]
      intendedUse:
        decision: Accept or refer an application.
        affected: People who apply for credit.
        harm: A wrong refusal denies credit.
        useCase: creditworthiness
        limitations: [Old data]
        outOfScope: [Insurance]
      data:
        source: data.csv
        split: {evaluation: 0.3, seed: 10}
        label: {column: risk, favourable: good, provenance: human-decision}
        protected:
          - {attribute: sex, column: sex, reference: male}
          - {attribute: age, column: age, bands: ["<=25", ">25"], reference: ">25", use: training}
      mitigation: {method: reweighing, attribute: age}
      training: {xgboost: {rounds: 10}}
      """;

  boolean demo;
  RiskTier tier = RiskTier.HIGH;
  String reason = "all live traffic is on 2026.11.1";
  String outcome = "RELEASED";
  Verdict mitigation = Verdict.PASS;
  double auc = 0.75;
  boolean measureAuc = true;
  boolean evaluate = true;
  Instant waiverExpires = START.plus(Duration.ofDays(20));
  boolean rollOut = true;
  @Nullable Signature submitter = new Signature("ci@lending.example", CI, Decision.APPROVE);
  Signature orderer = new Signature("tess@lending.example", TESS, Decision.APPROVE);
  String ordered = "pause";

  /** Who signs for a seat, with whose key, and what. */
  record Signature(String person, SigningKey key, Decision decision) {}

  final Map<String, Signature> signatures = new LinkedHashMap<>();
  Duration answerAfter = Duration.ofHours(1);

  private EvidenceLog log = EvidenceLog.empty();
  private Instant now = START;
  private final List<GateResult> gates = new ArrayList<>();
  private final List<SignOffRequest> requests = new ArrayList<>();
  private final List<Envelope> signOffs = new ArrayList<>();
  private final List<Envelope> orders = new ArrayList<>();
  private @Nullable Envelope submission;
  private final List<Envelope> waivers = new ArrayList<>();
  private final Map<String, String> seated = new LinkedHashMap<>();

  Story() {
    signatures.put("tech-lead", new Signature("tess@lending.example", TESS, Decision.APPROVE));
    signatures.put("legal", new Signature("leo@lending.example", LEO, Decision.APPROVE));
  }

  static TrustFile trust() {
    return trust(
        new TrustedKey(LEO.publicKey().key(), "2026-01-01", null, null),
        new TrustedKey(SERVER.key().publicKey().key(), null, null, null));
  }

  static TrustFile trust(TrustedKey leo, TrustedKey server) {
    return new TrustFile(
        Map.of(
            "tess@lending.example",
            new TrustFile.Person(null, List.of("tech-lead"), List.of(key(TESS))),
            "leo@lending.example",
            new TrustFile.Person(null, List.of("legal"), List.of(leo)),
            "ci@lending.example",
            new TrustFile.Person(null, List.of(), List.of(key(CI))),
            "ada@lending.example",
            new TrustFile.Person(null, List.of("legal", "tech-lead"), List.of(key(ADA)))),
        Map.of(SERVER.id(), new TrustFile.Server(List.of(server))));
  }

  private static TrustedKey key(SigningKey key) {
    return new TrustedKey(key.publicKey().key(), null, null, null);
  }

  /** Tells it to its end. */
  PassportContent tell() {
    ReleaseManifest manifest =
        Objects.requireNonNull(ManifestReader.read(MANIFEST).manifest(), "the manifest is right");
    EffectivePolicy policy = policy();
    ReleaseDigest parts =
        ReleaseDigest.of(
            Digests.ofJson(manifest),
            Digests.ofJson(policy),
            Map.of("source", digest("data")),
            null);
    note(EntryKind.INTAKE, "manifest", parts.manifest(), "frozen as " + parts.digest());
    submit(parts.manifest());
    order("pause");
    ask(Board.DATA, parts, policy);
    measure(gate("data-audit", check("disparate-impact", "age", "<=25", 0.79, Verdict.FAIL)));
    measure(gate("mitigation", check("disparate-impact", "age", "<=25", 1.0, mitigation)));
    ReleaseDigest whole = parts.withModel(digest("model"));
    note(EntryKind.RELEASE_MOVED, "model", digest("model"), "trained");
    if (evaluate) {
      measure(evaluation());
      waive("tech-lead", "tess@lending.example", TESS, whole, policy);
      waive("legal", "leo@lending.example", LEO, whole, policy);
    }
    var card = new EvidenceRef("model-card.md", Digests.sha256(CARD), "file:/card");
    measure(
        GateResult.of(
            "model-card",
            List.of(check("completeness", null, null, 1, Verdict.PASS)),
            List.of(card)));
    ask(Board.DEPLOYMENT, whole, policy);
    if (rollOut) {
      note(EntryKind.SERVING_CHECK, "before-traffic", null, "serving-parity passes");
      note(EntryKind.ROLLOUT_STEP, "rollout", null, "PASSED: read back at generation 5");
    }
    note(EntryKind.OUTCOME, outcome, null, reason);
    return new PassportContent(
        RELEASE,
        demo,
        whole,
        manifest,
        policy,
        gates,
        requests,
        signOffs,
        waivers,
        submission,
        orders,
        Map.of("model-card.md", CARD),
        log,
        outcome,
        reason,
        now);
  }

  private void submit(String manifest) {
    Signature by = submitter;
    if (by == null) {
      note(EntryKind.INTAKE, "submitter", null, "by the manifest's word alone");
      return;
    }
    submission = new Submission(RELEASE, manifest, by.person()).sign("file:/here/", now, by.key());
    note(EntryKind.INTAKE, "submitter", submission.digest(), "handed in and signed");
  }

  private void order(String what) {
    Envelope envelope =
        new SignedOrder(RELEASE, what, orderer.person(), "to look closer")
            .sign(log.head(), now, orderer.key());
    orders.add(envelope);
    note(EntryKind.COMMAND, ordered, envelope.digest(), orderer.person());
  }

  private EffectivePolicy policy() {
    return new EffectivePolicy(
        tier,
        List.of("high " + digest("floor")),
        Map.of(
            "data-audit", Map.of("disparate-impact", bar(0.8, 1.25)),
            "evaluation", Map.of("roc-auc", bar(0.6, null), "disparate-impact", bar(0.8, 1.25)),
            "model-card", Map.of("completeness", bar(1.0, null)),
            "rollout", Map.of("error-rate", bar(null, 0.02))),
        Map.of(),
        List.of(
            new Seat("legal", Board.DATA, List.of(), Duration.ofDays(2)),
            new Seat("tech-lead", Board.DEPLOYMENT, List.of(), Duration.ofDays(2)),
            new Seat("legal", Board.DEPLOYMENT, List.of(), Duration.ofDays(2))),
        Duration.ofDays(1),
        Duration.ofDays(1),
        new EffectivePolicy.Waivers(Duration.ofDays(30), List.of("tech-lead", "legal")),
        Map.of());
  }

  private GateResult evaluation() {
    List<Check> checks = new ArrayList<>();
    checks.add(check("disparate-impact", "sex", "female", 0.78, Verdict.INCONCLUSIVE));
    if (measureAuc) {
      checks.add(check("roc-auc", null, null, auc, Verdict.PASS));
    }
    return gate("evaluation", checks.toArray(Check[]::new));
  }

  private void measure(GateResult gate) {
    gates.add(gate);
    note(EntryKind.GATE_RESULT, gate.gate(), Digests.ofJson(gate), gate.gate() + " measured");
  }

  private void waive(
      String seat, String person, SigningKey key, ReleaseDigest parts, EffectivePolicy policy) {
    var terms =
        new WaiverTerms(
            RELEASE,
            parts.digest(),
            tier,
            policy.waivers().seats(),
            policy.waivers().longest(),
            policy.seats(),
            List.of());
    var said =
        new WaiverPredicate(
            UNTOLD,
            "A small group, looked at by hand",
            seat,
            person,
            waiverExpires,
            log.head(),
            now);
    Envelope envelope = Waiver.sign(terms, said, key);
    waivers.add(envelope);
    note(EntryKind.WAIVER, UNTOLD.toString(), envelope.digest(), "waived");
  }

  private void ask(Board board, ReleaseDigest parts, EffectivePolicy policy) {
    List<Seat> seats = policy.seats().stream().filter(seat -> seat.board() == board).toList();
    var request =
        new SignOffRequest(
            RELEASE,
            board,
            parts.digest(),
            log.head(),
            seats,
            List.of("ci@lending.example", "lending-ml", "ada@lending.example"),
            seated,
            tier,
            UseCase.CREDITWORTHINESS,
            now);
    requests.add(request);
    note(EntryKind.SIGN_OFF_REQUESTED, board.name(), Digests.ofJson(request), "asked");
    now = now.plus(answerAfter);
    for (Seat seat : seats) {
      Signature signature = signatures.get(seat.role());
      if (signature != null) {
        sign(request, seat, signature);
      }
    }
  }

  private void sign(SignOffRequest request, Seat seat, Signature signature) {
    var said =
        new SignOffPredicate(
            request.board(),
            seat.role(),
            signature.person(),
            signature.decision(),
            "Looked at it",
            UseCase.CREDITWORTHINESS,
            request.logHead(),
            now);
    Envelope envelope = SignOff.sign(request, said, signature.key());
    signOffs.add(envelope);
    seated.put(signature.person(), seat.role());
    note(EntryKind.SIGN_OFF, seat.role(), envelope.digest(), "signed");
  }

  private void note(EntryKind kind, String about, @Nullable String subject, String summary) {
    now = now.plusSeconds(60);
    log = log.append(now, kind, about, subject, null, summary);
  }

  private static GateResult gate(String id, Check... checks) {
    return GateResult.of(id, List.of(checks), List.of());
  }

  private static Check check(
      String id,
      @Nullable String attribute,
      @Nullable String group,
      double value,
      Verdict verdict) {
    return new Check(
        id, attribute, group, null, null, value, null, null, verdict, 200L, null, null, null);
  }

  private static CheckBar bar(@Nullable Double min, @Nullable Double max) {
    return new CheckBar(min, max, null, Severity.BLOCK, DecideOn.ESTIMATE, "a test's");
  }

  static String digest(String of) {
    return Digests.sha256(of.getBytes(UTF_8));
  }
}
