package dev.countersign.workflow;

import dev.countersign.activity.ModelRef;
import dev.countersign.activity.Notice;
import dev.countersign.activity.OutcomeTask;
import dev.countersign.activity.Released;
import dev.countersign.activity.SealTask;
import dev.countersign.activity.WatchTask;
import dev.countersign.approval.TrustFile;
import dev.countersign.approval.TrustedKey;
import dev.countersign.gate.Bounds;
import dev.countersign.gate.Check;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.gate.Verdict;
import dev.countersign.manifest.ModelSpec;
import dev.countersign.manifest.Problem;
import dev.countersign.manifest.RolloutSpec;
import dev.countersign.manifest.RolloutSpec.OnConflict;
import dev.countersign.manifest.TrainingSpec;
import dev.countersign.passport.Digests;
import dev.countersign.passport.SigningKey;
import dev.countersign.rollout.Fallback;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.RouteIntent;
import dev.countersign.rollout.StepDecision;
import dev.countersign.rollout.TrafficState;
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
 * real rules of traffic, signatures are real. Every call is written down. What the parts of it do
 * stands in {@link #activities()}; what a test sets and reads is here.
 */
final class ScriptedWorld {

  static final StepDecision UNDECIDED =
      new StepDecision.Hold("prometheus can't be read", Instant.parse("2100-01-01T00:00:00Z"));

  static final StepDecision PASSES = new StepDecision.Advance("every check passes");

  static final String MODEL = "credit-risk";
  static final String VERSION = "2";

  final List<String> calls = new CopyOnWriteArrayList<>();
  final List<OutcomeTask> outcomes = new CopyOnWriteArrayList<>();
  final List<Notice> notices = new CopyOnWriteArrayList<>();
  final Map<String, Check> findings = new ConcurrentHashMap<>();
  final Map<String, SigningKey> keys = new HashMap<>();
  final Map<String, StepDecision> decisions = new ConcurrentHashMap<>();
  final Map<String, StepDecision> breaches = new ConcurrentHashMap<>();
  final Map<String, List<Check>> measured = new ConcurrentHashMap<>();
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
  volatile boolean registryDown;

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

  /** What a worker of this world does. */
  Object[] activities() {
    return new Object[] {
      new ScriptedIntake(this),
      new ScriptedGates(this),
      new ScriptedRegistry(this),
      new ScriptedPapers(this),
      new ScriptedTraffic(this)
    };
  }

  void called(String what) {
    calls.add(what);
  }
}
