package dev.countersign.workflow;

import dev.countersign.activity.BakeReport;
import dev.countersign.activity.FrozenRelease;
import dev.countersign.activity.GateActivities;
import dev.countersign.activity.GateReport;
import dev.countersign.activity.GateTask;
import dev.countersign.activity.GiveBackReport;
import dev.countersign.activity.GiveBackTask;
import dev.countersign.activity.Incumbent;
import dev.countersign.activity.IntakeActivities;
import dev.countersign.activity.IntakeReport;
import dev.countersign.activity.IntakeTask;
import dev.countersign.activity.ModelRef;
import dev.countersign.activity.Notice;
import dev.countersign.activity.NotifyActivities;
import dev.countersign.activity.OrderTask;
import dev.countersign.activity.OrderVerdict;
import dev.countersign.activity.OutcomeTask;
import dev.countersign.activity.PassportActivities;
import dev.countersign.activity.RegistrationReport;
import dev.countersign.activity.RegistrationTask;
import dev.countersign.activity.RegistryActivities;
import dev.countersign.activity.Released;
import dev.countersign.activity.ReleasedQuery;
import dev.countersign.activity.RestoreTask;
import dev.countersign.activity.RolloutTerms;
import dev.countersign.activity.SealTask;
import dev.countersign.activity.ServingReport;
import dev.countersign.activity.ShiftReport;
import dev.countersign.activity.ShiftTask;
import dev.countersign.activity.SignOffActivities;
import dev.countersign.activity.SignOffTask;
import dev.countersign.activity.Submitter;
import dev.countersign.activity.TrafficActivities;
import dev.countersign.activity.TrafficTask;
import dev.countersign.activity.TrainingActivities;
import dev.countersign.activity.TrainingReport;
import dev.countersign.activity.Unchanged;
import dev.countersign.activity.WaiverTask;
import dev.countersign.activity.WatchTask;
import dev.countersign.activity.Withdrawal;
import dev.countersign.approval.OrderCheck;
import dev.countersign.approval.Seat;
import dev.countersign.approval.SignOffCheck;
import dev.countersign.approval.TrustFile;
import dev.countersign.approval.TrustedKey;
import dev.countersign.approval.WaiverCheck;
import dev.countersign.gate.Bounds;
import dev.countersign.gate.Check;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.DecideOn;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Severity;
import dev.countersign.gate.Verdict;
import dev.countersign.manifest.ApprovalSpec.Board;
import dev.countersign.manifest.ModelSpec;
import dev.countersign.manifest.Problem;
import dev.countersign.manifest.RiskTier;
import dev.countersign.manifest.RolloutSpec;
import dev.countersign.manifest.RolloutSpec.OnConflict;
import dev.countersign.manifest.TrainingSpec;
import dev.countersign.manifest.UseCase;
import dev.countersign.passport.Digests;
import dev.countersign.passport.Envelope;
import dev.countersign.passport.Json;
import dev.countersign.passport.ReleaseDigest;
import dev.countersign.passport.SigningKey;
import dev.countersign.policy.EffectivePolicy;
import dev.countersign.rollout.Fallback;
import dev.countersign.rollout.LeaseAnswer;
import dev.countersign.rollout.LeaseClaim;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.rollout.RolloutPlan;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.RouteIntent;
import dev.countersign.rollout.RouteObservation;
import dev.countersign.rollout.StepDecision;
import dev.countersign.rollout.StepJudgement;
import dev.countersign.rollout.TrafficState;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The world as a release finds it, scripted: gates answer what a test says, the router follows the
 * real rules of traffic, signatures are real. Every call is written down.
 */
final class ScriptedWorld
    implements IntakeActivities,
        GateActivities,
        TrainingActivities,
        RegistryActivities,
        TrafficActivities,
        SignOffActivities,
        PassportActivities,
        NotifyActivities {

  static final StepDecision UNDECIDED =
      new StepDecision.Hold("prometheus can't be read", Instant.parse("2100-01-01T00:00:00Z"));

  private static final StepDecision PASSES = new StepDecision.Advance("every check passes");

  static final String MODEL = "credit-risk";
  static final String VERSION = "2";

  final List<String> calls = new CopyOnWriteArrayList<>();
  final List<OutcomeTask> outcomes = new CopyOnWriteArrayList<>();
  final List<Notice> notices = new CopyOnWriteArrayList<>();
  final Map<String, Check> findings = new ConcurrentHashMap<>();
  final Map<String, SigningKey> keys = new HashMap<>();
  final Map<String, StepDecision> decisions = new ConcurrentHashMap<>();
  final Map<String, StepDecision> breaches = new ConcurrentHashMap<>();
  final Map<String, Integer> undecidedTakes = new ConcurrentHashMap<>();
  final List<WatchTask> watched = new CopyOnWriteArrayList<>();
  final List<SealTask> sealed = new CopyOnWriteArrayList<>();
  final TrustFile trust;

  volatile List<Problem> problems = List.of();
  volatile List<String> altered = List.of();
  volatile boolean altersAgain;
  volatile List<Problem> problemsOfAltered = List.of();
  volatile Verdict parity = Verdict.PASS;
  volatile OnConflict onConflict = OnConflict.REFUSE;
  volatile boolean routerDown;

  /** The next waiver is verified only once this is counted down. */
  volatile @Nullable CountDownLatch slowVerification;

  volatile boolean shiftDown;
  volatile List<RolloutSpec.Freeze> freezes = List.of();
  volatile @Nullable String progressDeadline;
  volatile List<String> promoters = List.of();
  volatile boolean endpointDown;
  volatile boolean commitAnswerLost;
  volatile Duration bake = Duration.ofSeconds(2);
  volatile boolean bakesUntilStopped;
  volatile @Nullable TrainingSpec training =
      new TrainingSpec(
          new TrainingSpec.XgBoost(10, null, null, null, null, null, null, null), null, null);
  volatile TrafficState traffic;
  volatile @Nullable Released released;

  ScriptedWorld() {
    Map<String, TrustFile.Person> people = new HashMap<>();
    for (String role : List.of("tech-lead", "legal")) {
      SigningKey key = SigningKey.generate();
      keys.put(role, key);
      people.put(
          role + "@bank.example",
          new TrustFile.Person(
              role,
              List.of(role),
              List.of(new TrustedKey(key.publicKey().key(), null, null, null))));
    }
    trust = new TrustFile(people, Map.of());
    traffic = incumbentServes();
  }

  private static TrafficState incumbentServes() {
    Route settled = Route.settled(target(model("1")), new Fallback("people", null));
    var first =
        TrafficState.fresh("production", MODEL)
            .apply(
                new RouteIntent(
                    "production", MODEL, "earlier", 7, settled, RouteIntent.DEFAULT_LEASE),
                Instant.EPOCH);
    return first.state();
  }

  static ModelRef model(String version) {
    String digest = Digests.sha256(version.getBytes(StandardCharsets.UTF_8));
    return new ModelRef(version, digest, "file:/models/" + version, ModelSpec.Format.XGBOOST, 1);
  }

  static ModelTarget target(ModelRef model) {
    return new ModelTarget(model.version(), model.digest());
  }

  static EvidenceRef ref(String name) {
    return new EvidenceRef(
        name, Digests.sha256(name.getBytes(StandardCharsets.UTF_8)), "file:/evidence/" + name);
  }

  /** A check that did not pass. */
  static Check finding(String id, Verdict verdict) {
    return new Check(
        id,
        "age",
        "<=25",
        ">25",
        "decisions",
        0.7,
        null,
        new Bounds(0.8, 1.25),
        verdict,
        57L,
        null,
        null,
        null);
  }

  private void called(String what) {
    calls.add(what);
  }

  @Override
  public IntakeReport intake(IntakeTask task) {
    called("intake");
    if (!problems.isEmpty()) {
      return new IntakeReport(null, problems);
    }
    return new IntakeReport(frozen(ref("data").digest()), List.of());
  }

  private FrozenRelease frozen(String data) {
    Map<String, CheckBar> bars =
        Map.of(
            "error-rate",
            new CheckBar(null, 0.02, null, Severity.BLOCK, DecideOn.ESTIMATE, "test"));
    RolloutPlan plan =
        RolloutPlan.of(
            new RolloutSpec(
                "production",
                onConflict,
                Map.of(),
                Map.of(),
                List.of(
                    new RolloutSpec.Step("internal", 0, bake.toSeconds() + "s", null),
                    new RolloutSpec.Step(null, 25, bake.toSeconds() + "s", null),
                    new RolloutSpec.Step(null, 100, bake.toSeconds() + "s", null)),
                freezes,
                progressDeadline,
                null,
                List.of()),
            bars);
    return new FrozenRelease(
        MODEL,
        VERSION,
        RiskTier.HIGH,
        UseCase.CREDITWORTHINESS,
        ref("release.json"),
        ReleaseDigest.of(
            ref("manifest").digest(), ref("policy").digest(), Map.of("source", data), null),
        training == null ? model(VERSION) : null,
        training,
        List.of("age"),
        List.of("ci@bank.example"),
        new Submitter("ci@bank.example", null),
        List.of(
            new Seat("tech-lead", Board.DEPLOYMENT, List.of(), Duration.ofDays(3)),
            new Seat("legal", Board.DEPLOYMENT, List.of(), Duration.ofDays(3))),
        new EffectivePolicy.Waivers(Duration.ofDays(60), List.of("tech-lead", "legal")),
        Duration.ofDays(2),
        new RolloutTerms(
            onConflict,
            "embedded",
            Map.of(),
            "embedded",
            Map.of(),
            new Fallback("people", null),
            true,
            null,
            plan,
            promoters),
        Duration.ofDays(1),
        true);
  }

  @Override
  public Unchanged confirmUnchanged(FrozenRelease release) {
    called("confirm-unchanged");
    return new Unchanged(altered);
  }

  @Override
  public IntakeReport freezeAgain(FrozenRelease release) {
    called("freeze-again");
    altered = altersAgain ? altered : List.of();
    return problemsOfAltered.isEmpty()
        ? new IntakeReport(frozen(ref("altered data").digest()), List.of())
        : new IntakeReport(null, problemsOfAltered);
  }

  private GateReport gate(String id) {
    called(id);
    Check pass = finding("some-check", Verdict.PASS);
    Check found = findings.get(id);
    GateResult result =
        GateResult.of(id, found == null ? List.of(pass) : List.of(pass, found), List.of());
    return GateReport.of(result, ref(id + ".json"));
  }

  @Override
  public GateReport dataAudit(GateTask task) {
    return gate("data-audit");
  }

  @Override
  public GateReport mitigation(GateTask task) {
    return gate("mitigation");
  }

  @Override
  public GateReport evaluation(GateTask task) {
    return gate("evaluation");
  }

  @Override
  public GateReport explainability(GateTask task) {
    return gate("explainability");
  }

  @Override
  public GateReport adversarial(GateTask task) {
    return gate("adversarial");
  }

  @Override
  public GateReport modelCard(GateTask task) {
    return gate("model-card");
  }

  @Override
  public TrainingReport train(GateTask task) {
    called("train");
    return new TrainingReport(model(VERSION), Map.of(), List.of());
  }

  @Override
  public Incumbent findIncumbent(FrozenRelease release) {
    called("find-incumbent");
    return new Incumbent(model("1"));
  }

  @Override
  public RegistrationReport register(RegistrationTask task) {
    called("register");
    return new RegistrationReport("models:/credit-risk/2", null);
  }

  @Override
  public void withdraw(Withdrawal withdrawal) {
    called("withdraw");
  }

  @Override
  public Released.Found findReleased(ReleasedQuery query) {
    called("find-released");
    return new Released.Found(released);
  }

  @Override
  public RegistrationReport recordOutcome(OutcomeTask task) {
    called("record " + task.outcome());
    outcomes.add(task);
    if (task.outcome().equals("RELEASED") && task.model() != null) {
      released =
          new Released(
              task.release(),
              task.attempt(),
              task.model(),
              task.incumbent(),
              task.at(),
              task.passport());
    }
    return new RegistrationReport("models:/credit-risk/2", null);
  }

  @Override
  public SignOffCheck.Checked verify(SignOffTask task) {
    called("verify-sign-off");
    return SignOffCheck.verify(
        task.envelope().getBytes(StandardCharsets.UTF_8), trust, task.request(), now());
  }

  @Override
  public WaiverCheck.Checked verifyWaiver(WaiverTask task) {
    called("verify-waiver");
    awaitSlowVerification();
    return WaiverCheck.verify(
        task.envelope().getBytes(StandardCharsets.UTF_8), trust, task.terms(), task.log(), now());
  }

  private void awaitSlowVerification() {
    CountDownLatch slow = slowVerification;
    slowVerification = null;
    try {
      if (slow != null) {
        slow.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while verifying", e);
    }
  }

  @Override
  public OrderVerdict verifyOrder(OrderTask task) {
    called("verify-order");
    Envelope envelope = Json.read(task.envelope().getBytes(StandardCharsets.UTF_8), Envelope.class);
    return OrderCheck.refuse(envelope, trust, task.order(), task.log(), now())
        .map(refusal -> new OrderVerdict(null, refusal))
        .orElseGet(() -> new OrderVerdict(envelope, null));
  }

  private static Instant now() {
    return Instant.ofEpochMilli(
        Activity.getExecutionContext().getInfo().getCurrentAttemptScheduledTimestamp());
  }

  @Override
  public EvidenceRef seal(SealTask task) {
    called("seal");
    sealed.add(task);
    return ref("passport.zip");
  }

  @Override
  public void tell(Notice notice) {
    notices.add(notice);
  }

  private Check parityCheck() {
    return new Check(
        "serving-parity",
        null,
        null,
        null,
        null,
        parity == Verdict.PASS ? 0.0 : 0.3,
        null,
        new Bounds(null, 1e-6),
        parity,
        10L,
        null,
        null,
        null);
  }

  @Override
  public ServingReport servingCheck(TrafficTask task) {
    called("serving-check");
    if (endpointDown) {
      throw ApplicationFailure.newFailure("the endpoint is down", "ENDPOINT_DOWN");
    }
    return new ServingReport(parityCheck());
  }

  private synchronized RouteObservation observed() {
    return RouteObservation.of("scripted", traffic, Instant.EPOCH);
  }

  @Override
  public RouteObservation readRoute(TrafficTask task) {
    called("read-route");
    return observed();
  }

  private RouteIntent intent(ShiftTask task) {
    ModelRef incumbent = task.traffic().incumbent();
    Route settled =
        Route.settled(
            incumbent == null ? null : target(incumbent), task.traffic().terms().fallback());
    return new RouteIntent(
        task.traffic().terms().plan().environment(),
        task.traffic().model(),
        task.traffic().holder(),
        task.generation(),
        task.step().route(settled, target(task.traffic().candidate())),
        RouteIntent.DEFAULT_LEASE);
  }

  private synchronized ShiftReport moved(LeaseAnswer answer) {
    traffic = answer.state();
    return answer instanceof LeaseAnswer.Refused refused
        ? new ShiftReport(observed(), refused.refusal(), refused.reason(), null)
        : new ShiftReport(observed(), null, null, parityCheck());
  }

  @Override
  public ShiftReport shift(ShiftTask task) {
    called("shift " + task.step().name());
    if (shiftDown) {
      throw ApplicationFailure.newFailure("connection refused", "ROUTER_DOWN");
    }
    return moved(traffic.apply(intent(task), Instant.EPOCH));
  }

  @Override
  public BakeReport bake(WatchTask task) {
    String step = task.shift().step().name();
    called("bake " + step);
    watched.add(task);
    while (bakesUntilStopped) {
      Activity.getExecutionContext().heartbeat(step);
      sleep();
    }
    return decided(task, decision(step));
  }

  @Override
  public BakeReport awaitDecision(WatchTask task) {
    String step = task.shift().step().name();
    called("await-decision " + step);
    watched.add(task);
    while (true) {
      Activity.getExecutionContext().heartbeat(step);
      StepDecision decision = decision(step);
      if (!(decision instanceof StepDecision.Hold)) {
        return decided(task, decision);
      }
      if (!task.waived().isEmpty()) {
        return decided(task, PASSES);
      }
      sleep();
    }
  }

  @Override
  public BakeReport judge(WatchTask task) {
    String step = task.shift().step().name();
    called("judge " + step);
    return decided(task, decision(step));
  }

  private StepDecision decision(String step) {
    long takes = calls.stream().filter(("shift " + step)::equals).count();
    return takes <= undecidedTakes.getOrDefault(step, 0)
        ? UNDECIDED
        : decisions.getOrDefault(step, PASSES);
  }

  private static BakeReport decided(WatchTask task, StepDecision decision) {
    return new BakeReport(
        new StepJudgement(decision, List.of()),
        100L,
        300L,
        ref("step-" + task.shift().step().number()));
  }

  private static void sleep() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    }
  }

  @Override
  public BakeReport hold(WatchTask task) {
    String step = task.shift().step().name();
    called("hold " + step);
    while (true) {
      Activity.getExecutionContext().heartbeat("held");
      StepDecision breach = breaches.get(step);
      if (breach != null) {
        return decided(task, breach);
      }
      sleep();
    }
  }

  @Override
  public ShiftReport commit(ShiftTask task) {
    called("commit");
    ShiftReport report = moved(traffic.commit(intent(task), Instant.EPOCH));
    if (commitAnswerLost) {
      throw ApplicationFailure.newNonRetryableFailure("the answer was lost", "LOST");
    }
    return report;
  }

  @Override
  public GiveBackReport giveBack(GiveBackTask task) {
    called("give-back");
    if (routerDown) {
      throw ApplicationFailure.newFailure("connection refused", "ROUTER_DOWN");
    }
    synchronized (this) {
      long generation = Math.max(task.atLeast(), traffic.generation() + 1);
      traffic =
          traffic
              .giveBack(
                  new LeaseClaim(
                      "production",
                      MODEL,
                      task.traffic().holder(),
                      generation,
                      task.toFallback() ? task.reason() : null),
                  Instant.EPOCH)
              .state();
      return new GiveBackReport(observed(), "answered by version 1");
    }
  }

  @Override
  public String byHand(GiveBackTask task) {
    return "router give-back --generation " + task.atLeast();
  }

  @Override
  public GiveBackReport restoreFormer(RestoreTask task) {
    called("restore-former");
    return new GiveBackReport(observed(), "answered by version 1");
  }

  @Override
  public void awaitTraffic(String rolloutWorkflowId) {
    called("await-traffic");
  }
}
