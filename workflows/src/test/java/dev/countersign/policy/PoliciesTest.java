package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.gate.CheckBar;
import dev.countersign.gate.Severity;
import dev.countersign.manifest.ApprovalSpec.Board;
import dev.countersign.manifest.ManifestReader;
import dev.countersign.manifest.ManifestReading;
import dev.countersign.manifest.Manifests;
import dev.countersign.manifest.RiskTier;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PoliciesTest {
  private static final ManifestReading MANIFEST = ManifestReader.read(Manifests.MINIMAL);

  @ParameterizedTest
  @EnumSource(value = RiskTier.class, mode = EnumSource.Mode.EXCLUDE, names = "UNACCEPTABLE")
  void everyFloorIsCompleteByItself(RiskTier tier) {
    EffectivePolicy policy = merged(Policies.floor(tier));
    assertThat(policy.tier()).isEqualTo(tier);
    assertThat(policy.seats()).isNotEmpty();
    assertThat(policy.holdDeadline()).isPositive();
    assertThat(policy.rollbackWindow()).isPositive();
    assertThat(policy.waivers().seats()).isNotEmpty();
    assertThat(policy.protectedUse()).containsKey(PolicyPack.ANY);
    assertThat(policy.sources()).singleElement().asString().contains(" sha256:");
  }

  @ParameterizedTest
  @EnumSource(value = RiskTier.class, mode = EnumSource.Mode.EXCLUDE, names = "UNACCEPTABLE")
  void everyFloorPassesItsOwnLint(RiskTier tier) {
    assertThat(PolicyLint.lint(Policies.text(tier))).isEmpty();
  }

  @Test
  void nothingStandsOnTheTierUnacceptable() {
    assertThatThrownBy(() -> Policies.floor(RiskTier.UNACCEPTABLE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void floorsTightenFromTierToTier() {
    List<PolicyReading> floors = Policies.floors();
    for (int i = 1; i < floors.size(); i++) {
      assertThat(PolicyMerge.looser(floors.get(i - 1), withoutTier(floors.get(i)))).isEmpty();
    }
  }

  private static PolicyReading withoutTier(PolicyReading reading) {
    PolicyPack pack = Objects.requireNonNull(reading.pack());
    return new PolicyReading(
        new PolicyPack(
            pack.name(),
            null,
            pack.description(),
            pack.gates(),
            pack.seats(),
            pack.hold(),
            pack.rollback(),
            pack.waivers(),
            pack.promotion(),
            pack.protectedUse()),
        List.of(),
        reading.draft(),
        reading.digest());
  }

  @Test
  void highBlocksDisparateImpactOnLabelsAndOnDecisions() {
    EffectivePolicy high = merged(Policies.floor(RiskTier.HIGH));
    for (String gate : List.of("data-audit", "evaluation")) {
      CheckBar bar = high.bars(gate).get("disparate-impact");
      assertThat(bar).isNotNull();
      assertThat(bar.min()).isEqualTo(0.8);
      assertThat(bar.max()).isEqualTo(1.25);
      assertThat(bar.severity()).isEqualTo(Severity.BLOCK);
      assertThat(bar.basis()).contains("Article").contains("29 CFR 1607.4(D)");
    }
  }

  @Test
  void highBlocksProxiesAndWarnsOfWeakerOnesIntersectionsAndOdds() {
    EffectivePolicy high = merged(Policies.floor(RiskTier.HIGH));
    assertThat(high.bars("data-audit").get("proxy-auc"))
        .satisfies(
            bar -> {
              assertThat(bar.max()).isEqualTo(0.95);
              assertThat(bar.severity()).isEqualTo(Severity.BLOCK);
            });
    assertThat(high.option("data-audit", "warnAbove")).isEqualTo(0.8);
    assertThat(high.option("data-audit", "intersections")).isEqualTo("warn");
    assertThat(high.bars("evaluation").get("equalized-odds-difference").severity())
        .isEqualTo(Severity.WARN);
  }

  @Test
  void highSeatsFourRolesBeforeDeployment() {
    assertThat(merged(Policies.floor(RiskTier.HIGH)).seats())
        .allMatch(seat -> seat.board() == Board.DEPLOYMENT)
        .allMatch(seat -> seat.deadline().equals(Duration.ofDays(5)))
        .extracting("role")
        .containsExactly("legal", "outside-reviewer", "product", "tech-lead");
  }

  static EffectivePolicy merged(PolicyReading floor) {
    return Objects.requireNonNull(PolicyMerge.tighten(floor, List.of(), MANIFEST).policy());
  }
}
