package dev.countersign.workflow;

import dev.countersign.activity.FrozenRelease;
import dev.countersign.activity.GateReport;
import dev.countersign.activity.GateTask;
import dev.countersign.activity.ModelRef;
import dev.countersign.gate.Check;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.manifest.Problem;
import dev.countersign.passport.Digests;
import dev.countersign.passport.EntryKind;
import dev.countersign.passport.Envelope;
import dev.countersign.passport.EvidenceLog;
import dev.countersign.passport.ReleaseDigest;
import dev.countersign.rollout.RouteObservation;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a release has come to know, and its log. Decides nothing. */
final class ReleaseState {
  private final ReleaseProgress progress = new ReleaseProgress();
  private final List<GateReport> reports = new ArrayList<>();
  private final List<EvidenceRef> readings = new ArrayList<>();
  private final List<Envelope> orders = new ArrayList<>();
  private List<Problem> problems = List.of();
  private EvidenceLog log = EvidenceLog.empty();
  private int attempt = 1;
  private @Nullable FrozenRelease release;
  private @Nullable ModelRef model;
  private @Nullable ModelRef incumbent;
  private @Nullable String registered;
  private @Nullable EvidenceRef passport;
  private @Nullable String reason;
  private List<Check> open = List.of();
  private @Nullable RolloutProgress rollout;
  private @Nullable RouteObservation observed;

  ReleaseProgress progress() {
    return progress;
  }

  /** The frozen release; there is one from the end of intake on. */
  FrozenRelease release() {
    if (release == null) {
      throw new IllegalStateException("nothing is frozen before intake ends");
    }
    return release;
  }

  @Nullable FrozenRelease releaseIfFrozen() {
    return release;
  }

  void frozen(FrozenRelease frozen) {
    release = frozen;
    model = frozen.brought();
  }

  /** Everything measured so far was of something else. */
  void frozenAgain(FrozenRelease frozen) {
    frozen(frozen);
    reports.clear();
    attempt++;
  }

  /** Which attempt this is, of which run: what the registry knows the version by. */
  String attempt() {
    return attempt == 1 ? run() : run() + "." + attempt;
  }

  ModelRef model() {
    if (model == null) {
      throw new IllegalStateException("there is no model before training ends");
    }
    return model;
  }

  @Nullable ModelRef modelIfAny() {
    return model;
  }

  void trained(ModelRef trained) {
    model = trained;
  }

  @Nullable ModelRef incumbent() {
    return incumbent;
  }

  void incumbent(@Nullable ModelRef now) {
    incumbent = now;
  }

  /** What the release is made of by now. */
  ReleaseDigest digest() {
    ReleaseDigest frozen = release().digest();
    return model == null ? frozen : frozen.withModel(model.digest());
  }

  void reported(GateReport report) {
    reports.add(report);
    note(
        EntryKind.GATE_RESULT,
        report.gate(),
        report.result(),
        report.gate() + " " + report.verdict());
  }

  List<EvidenceRef> results() {
    return reports.stream().map(GateReport::result).toList();
  }

  List<EvidenceRef> artifacts() {
    return Stream.concat(
            reports.stream().flatMap(report -> report.artifacts().stream()), readings.stream())
        .toList();
  }

  GateTask gateTask() {
    return new GateTask(release(), run(), model, incumbent, results());
  }

  /** Id of the first run of this execution, the same after a reset. */
  static String run() {
    return Workflow.getInfo().getFirstExecutionRunId();
  }

  static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }

  EvidenceLog log() {
    return log;
  }

  void note(EntryKind kind, String about, String summary) {
    log = log.append(now(), kind, about, summary);
  }

  void note(EntryKind kind, String about, EvidenceRef evidence, String summary) {
    log = log.append(now(), kind, about, evidence, summary);
  }

  void noteDigest(EntryKind kind, String about, String digest, String summary) {
    log = log.append(now(), kind, about, digest, null, summary);
  }

  /**
   * Notes an operator's order.
   *
   * @param signed its envelope; null when nobody signed it
   */
  void ordered(String order, String who, @Nullable Envelope signed) {
    if (signed == null) {
      note(EntryKind.COMMAND, order, who);
    } else {
      orders.add(signed);
      noteDigest(EntryKind.COMMAND, order, Digests.ofJson(signed), who);
    }
  }

  /** The orders that were signed. */
  List<Envelope> orders() {
    return List.copyOf(orders);
  }

  @Nullable String registered() {
    return registered;
  }

  void registered(@Nullable String uri) {
    if (uri != null) {
      registered = uri;
    }
  }

  @Nullable EvidenceRef passport() {
    return passport;
  }

  void sealed(EvidenceRef sealed) {
    passport = sealed;
  }

  @Nullable String reason() {
    return reason;
  }

  void ended(String why) {
    reason = why;
  }

  /** Why the manifest was refused; empty when it was not. */
  List<Problem> problems() {
    return problems;
  }

  void refused(List<Problem> all) {
    problems = List.copyOf(all);
  }

  void readings(List<EvidenceRef> more) {
    readings.addAll(more);
  }

  /** What the router routed when the rollout ended, read back; null where nobody could tell. */
  @Nullable RouteObservation observed() {
    return observed;
  }

  void observed(@Nullable RouteObservation last) {
    observed = last;
  }

  List<Check> open() {
    return open;
  }

  void open(List<Check> checks) {
    open = List.copyOf(checks);
  }

  @Nullable RolloutProgress rollout() {
    return rollout;
  }

  void rollout(RolloutProgress now) {
    rollout = now;
  }
}
