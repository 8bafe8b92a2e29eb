package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.countersign.approval.Seat;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.DecideOn;
import dev.countersign.gate.Severity;
import dev.countersign.manifest.ApprovalSpec.Board;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.ManifestReader;
import dev.countersign.manifest.ManifestReading;
import dev.countersign.manifest.Manifests;
import dev.countersign.manifest.Problem;
import dev.countersign.manifest.RiskTier;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PolicyMergeTest {
  private static final PolicyReading HIGH = Policies.floor(RiskTier.HIGH);

  @Test
  void aManifestTightensBarsOptionsSeatsAndTheWayBack() {
    EffectivePolicy policy = accepted(Manifests.COMPLETE);
    CheckBar impact = Objects.requireNonNull(policy.bar("data-audit", "disparate-impact"));
    assertThat(impact.min()).isEqualTo(0.85);
    assertThat(impact.max()).isEqualTo(1.25);
    assertThat(impact.decideOn()).isEqualTo(DecideOn.INTERVAL);
    assertThat(impact.basis()).startsWith("manifest; before that: Article 10(2)(f)");
    assertThat(policy.option("data-audit", "warnAbove")).isEqualTo(0.75);
    assertThat(policy.rollbackWindow()).isEqualTo(Duration.ofDays(14));
    assertThat(policy.seats())
        .contains(
            new Seat("data-protection", Board.DATA, List.of("dpo@bank.example"), days(2)),
            new Seat("legal", Board.DEPLOYMENT, List.of("kim@law.example"), days(5)));
  }

  @Test
  void aNewSeatWithoutABoardSitsOnBoth() {
    String manifest = Manifests.COMPLETE.replace("board: data, deadline: 2d", "deadline: 2d");
    assertThat(accepted(manifest).seats())
        .filteredOn(seat -> seat.role().equals("data-protection"))
        .extracting(Seat::board)
        .containsExactly(Board.DATA, Board.DEPLOYMENT);
  }

  @Test
  void aBarNobodySetYetBlocksOnTheEstimate() {
    String manifest =
        Manifests.COMPLETE.replace("roc-auc: {", "accuracy: {min: 0.6}\n      roc-auc: {");
    assertThat(accepted(manifest).bar("evaluation", "accuracy"))
        .isEqualTo(new CheckBar(0.6, null, null, Severity.BLOCK, DecideOn.ESTIMATE, "manifest"));
  }

  @Test
  void whatABarLeavesOutIsLeftToThePolicy() {
    String manifest =
        Manifests.COMPLETE.replace(
            "roc-auc: {", "calibration-error: {max: 0.05}\n      roc-auc: {");
    CheckBar bar =
        Objects.requireNonNull(accepted(manifest).bar("evaluation", "calibration-error"));
    assertThat(bar.max()).isEqualTo(0.05);
    assertThat(bar.severity()).isEqualTo(Severity.WARN);
  }

  @Test
  void packsTightenInAnyOrder() {
    PolicyReading one =
        pack(
            """
            gates:
              evaluation:
                checks:
                  roc-auc: {min: 0.65, basis: ours}
                  calibration-error: {max: 0.08, severity: block, basis: ours}
            hold: {deadline: 2d, basis: ours}
            protectedUse:
              sex: {allow: [audit, training], basis: ours}
            """);
    PolicyReading other =
        pack(
            """
            gates:
              evaluation:
                checks:
                  roc-auc: {min: 0.75, basis: theirs}
                  calibration-error: {max: 0.05, basis: theirs}
            seats:
              - {role: legal, board: data, deadline: 1d, basis: theirs}
            rollback: {window: 30d, basis: theirs}
            waivers: {longest: 7d, seats: [product], basis: theirs}
            """);
    String manifest =
        Manifests.COMPLETE
            .replace("min: 0.7, maxDrop", "maxDrop")
            .replace("  rollbackWindow: 14d\n", "");
    EffectivePolicy policy = merged(manifest, one, other);
    EffectivePolicy reversed = merged(manifest, other, one);
    CheckBar calibration = Objects.requireNonNull(policy.bar("evaluation", "calibration-error"));
    assertThat(calibration.max()).isEqualTo(0.05);
    assertThat(calibration.severity()).isEqualTo(Severity.BLOCK);
    assertThat(Objects.requireNonNull(policy.bar("evaluation", "roc-auc")).min()).isEqualTo(0.75);
    assertThat(policy.holdDeadline()).isEqualTo(days(2));
    assertThat(policy.rollbackWindow()).isEqualTo(days(30));
    assertThat(policy.waivers().longest()).isEqualTo(days(7));
    assertThat(policy.waivers().seats()).containsExactly("legal", "product", "tech-lead");
    assertThat(policy.allows("Sex", Use.TRAINING)).isTrue();
    assertThat(policy.allows("sex", Use.FEATURE)).isFalse();
    assertThat(policy.allows("age", Use.FEATURE)).isTrue();
    assertThat(reversed.seats()).isEqualTo(policy.seats());
    assertThat(reversed.protectedUse()).isEqualTo(policy.protectedUse());
  }

  @TestFactory
  List<DynamicTest> nothingLoosens() {
    return List.of(
        manifest("a lower min", "min: 0.85", "min: 0.5", "at least 0.8"),
        manifest("a higher max", "min: 0.85", "min: 0.85, max: 1.5", "at most 1.25"),
        manifest("a warning instead", "min: 0.85", "severity: warn, min: 0.85", "severity: block"),
        manifest("a weaker option", "warnAbove: 0.75", "warnAbove: 0.9", "0.8 or tighter"),
        manifest("fewer rows attacked", "{rows: 200,", "{rows: 5,", "60 or tighter"),
        manifest(
            "a live bar of one step",
            "error-rate: {max: 0.01}",
            "error-rate: {max: 0.5}",
            "at most"),
        manifest("a later deadline", "[kim@law.example]", "[kim@law.example], deadline: 9d", "5d"),
        manifest("a shorter way back", "rollbackWindow: 14d", "rollbackWindow: 1d", "at least 7d"),
        manifest("opposite bounds", "min: 0.85", "min: 1.3", "inside the policy's"));
  }

  private static DynamicTest manifest(String name, String right, String wrong, String remedy) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          String text = Manifests.COMPLETE.replace(right, wrong);
          int line = 1 + (int) text.substring(0, text.indexOf(wrong)).lines().count();
          List<Problem> problems =
              PolicyMerge.tighten(HIGH, List.of(), ManifestReader.read(text)).problems();
          assertThat(problems).hasSize(1);
          assertThat(problems.getFirst().line()).isBetween(line - 1, line);
          assertThat(problems.getFirst().remedy()).contains(remedy);
        });
  }

  @Test
  void aPackThatLoosensTheFloorIsRefusedByNameAndLine() {
    PolicyReading loose =
        pack(
            """
            gates:
              evaluation:
                checks:
                  roc-auc: {min: 0.5, basis: ours}
            seats:
              - {role: legal, board: deployment, deadline: 30d, basis: ours}
            hold: {deadline: 30d, basis: ours}
            rollback: {window: 1h, basis: ours}
            waivers: {longest: 90d, seats: [product], basis: ours}
            """);
    assertThat(PolicyMerge.tighten(HIGH, List.of(loose), reading()).problems())
        .extracting(Problem::line, Problem::path)
        .containsExactly(
            tuple(7, "policy ours: gates.evaluation.checks.roc-auc.min"),
            tuple(9, "policy ours: seats[0].deadline"),
            tuple(10, "policy ours: hold.deadline"),
            tuple(11, "policy ours: rollback.window"),
            tuple(12, "policy ours: waivers.longest"));
  }

  @Test
  void aPackMayForbidAUseOfAnAttribute() {
    PolicyReading strict = pack("protectedUse:\n  age: {allow: [audit], basis: ours}\n");
    assertThat(PolicyMerge.tighten(HIGH, List.of(strict), reading()).problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo("data.protected[1].use");
              assertThat(problem.message()).contains("does not allow the use decision of age");
            });
  }

  @Test
  void peopleNobodyHasInCommonLeaveASeatThatNobodyFills() {
    PolicyReading others =
        pack(
            "seats:\n  - {role: legal, board: deployment, people: [bo@law.example], deadline: 5d,"
                + " basis: ours}\n");
    assertThat(PolicyMerge.tighten(HIGH, List.of(others), reading()).problems())
        .extracting(Problem::message)
        .anyMatch(message -> message.contains("doesn't let fill the seat legal"))
        .anyMatch(message -> message.contains("nobody may fill the seat legal"));
  }

  @Test
  void seatsThatOnlyOnePersonCouldFillAreRefused() {
    String manifest =
        Manifests.COMPLETE.replace(
            "[dpo@bank.example], board: data", "[Kim@law.example], board: data");
    assertThat(PolicyMerge.tighten(HIGH, List.of(), ManifestReader.read(manifest)).problems())
        .singleElement()
        .satisfies(
            problem -> assertThat(problem.message()).contains("nobody is left for the seat legal"));
  }

  @Test
  void peopleMoveToAnotherSeatWhereThatFillsAll() {
    String manifest =
        Manifests.COMPLETE.replace(
            "[dpo@bank.example], board: data", "[kim@law.example, dpo@bank.example], board: data");
    assertThat(accepted(manifest).seats()).hasSize(5);
  }

  @Test
  void aSeatWhoseOnlyPersonBuiltTheReleaseIsRefused() {
    PolicyReading builder =
        pack(
            "seats:\n  - {role: product, board: deployment, people: [ada@bank.example], deadline:"
                + " 5d, basis: ours}\n");
    assertThat(PolicyMerge.tighten(HIGH, List.of(builder), reading()).problems())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.message())
                    .isEqualTo("everybody named for the seat product built the release"));
  }

  @Test
  void aPackForAnotherTierIsRefused() {
    PolicyReading minimal = pack("tier: minimal\n");
    assertThat(PolicyMerge.tighten(HIGH, List.of(minimal), reading()).problems())
        .extracting(Problem::message)
        .containsExactly("is for minimal, and the release stands on high");
  }

  @Test
  void aPackThatCannotBeReadIsRefused() {
    PolicyReading broken = PolicyReader.read("nonsense");
    assertThat(PolicyMerge.tighten(HIGH, List.of(broken), reading()).policy()).isNull();
  }

  private static PolicyReading pack(String body) {
    PolicyReading reading =
        PolicyReader.read("apiVersion: countersign.dev/v1\nkind: Policy\nname: ours\n" + body);
    assertThat(reading.problems()).isEmpty();
    return reading;
  }

  private static ManifestReading reading() {
    return ManifestReader.read(Manifests.COMPLETE);
  }

  private static EffectivePolicy accepted(String manifest) {
    return merged(manifest);
  }

  private static EffectivePolicy merged(String manifest, PolicyReading... packs) {
    PolicyMerge.Result result =
        PolicyMerge.tighten(HIGH, List.of(packs), ManifestReader.read(manifest));
    assertThat(result.problems()).isEmpty();
    return Objects.requireNonNull(result.policy());
  }

  private static Duration days(long days) {
    return Duration.ofDays(days);
  }
}
