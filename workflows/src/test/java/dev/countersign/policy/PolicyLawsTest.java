package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.gate.CheckBar;
import dev.countersign.gate.DecideOn;
import dev.countersign.gate.Severity;
import dev.countersign.manifest.ManifestReader;
import dev.countersign.manifest.ManifestReading;
import dev.countersign.manifest.Manifests;
import dev.countersign.manifest.RiskTier;
import dev.countersign.manifest.binding.Draft;
import dev.countersign.manifest.binding.Problems;
import dev.countersign.policy.PolicyPack.BarPolicy;
import dev.countersign.policy.PolicyPack.GatePolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Tightening is a join: order and repetition change nothing, and nothing ever loosens. */
class PolicyLawsTest {
  private static final Draft NOWHERE = Draft.absent("", 0);
  private static final List<String> CHECKS =
      List.of("roc-auc", "accuracy", "disparate-impact", "calibration-error");

  @Property
  void theOrderOfLayersDoesNotMatter(
      @ForAll("packs") List<PolicyPack> packs, @ForAll Random random) {
    List<PolicyPack> shuffled = new ArrayList<>(packs);
    Collections.shuffle(shuffled, random);
    assertThat(bars(shuffled)).isEqualTo(bars(packs));
  }

  @Property
  void aLayerTwiceIsALayerOnce(@ForAll("packs") List<PolicyPack> packs) {
    List<PolicyPack> twice = new ArrayList<>(packs);
    twice.addAll(packs);
    assertThat(merge(twice).bars()).isEqualTo(merge(packs).bars());
  }

  @Property
  void aFurtherLayerNeverLoosens(
      @ForAll("packs") List<PolicyPack> packs, @ForAll("pack") PolicyPack further) {
    BarMerge merge = merge(packs);
    Map<String, CheckBar> before = Map.copyOf(merge.bars().getOrDefault("evaluation", Map.of()));
    merge.tighten(PackLayer.of(further, NOWHERE));
    Map<String, CheckBar> after = merge.bars().getOrDefault("evaluation", Map.of());
    assertThat(after.keySet()).containsAll(before.keySet());
    before.forEach((check, bar) -> assertThat(isAtLeastAsTight(after.get(check), bar)).isTrue());
  }

  @Property
  void whatIsLooserIsRefusedAndOnlyThat(
      @ForAll("packs") List<PolicyPack> packs, @ForAll("pack") PolicyPack further) {
    BarMerge merge = merge(packs);
    Map<String, CheckBar> standing = merge.bars().getOrDefault("evaluation", Map.of());
    boolean looser =
        further.gates().get("evaluation").checks().entrySet().stream()
            .anyMatch(ask -> isLooser(ask.getValue(), standing.get(ask.getKey())));
    Problems problems = new Problems();
    merge.refuseLooser(PackLayer.of(further, NOWHERE), problems);
    boolean named = problems.list().stream().anyMatch(p -> p.message().contains("loosens"));
    assertThat(named).isEqualTo(looser);
  }

  @Property(tries = 200)
  void anAcceptedReleaseStandsOnNoLessThanItsFloor(@ForAll("pack") PolicyPack pack) {
    ManifestReading manifest = ManifestReader.read(Manifests.COMPLETE);
    PolicyReading floor = Policies.floor(RiskTier.HIGH);
    PolicyReading reading = new PolicyReading(pack, List.of(), NOWHERE, "sha256:0");
    EffectivePolicy merged = PolicyMerge.tighten(floor, List.of(reading), manifest).policy();
    EffectivePolicy base = PoliciesTest.merged(floor);
    if (merged != null) {
      base.checks()
          .forEach(
              (gate, bars) ->
                  bars.forEach(
                      (check, bar) ->
                          assertThat(isAtLeastAsTight(merged.bars(gate).get(check), bar))
                              .isTrue()));
      assertThat(merged.holdDeadline()).isLessThanOrEqualTo(base.holdDeadline());
      assertThat(merged.rollbackWindow()).isGreaterThanOrEqualTo(base.rollbackWindow());
      assertThat(merged.seats()).hasSizeGreaterThanOrEqualTo(base.seats().size());
    }
  }

  private static BarMerge merge(List<PolicyPack> packs) {
    BarMerge merge = new BarMerge();
    packs.forEach(pack -> merge.tighten(PackLayer.of(pack, NOWHERE)));
    return merge;
  }

  private static Map<String, CheckBar> bars(List<PolicyPack> packs) {
    return merge(packs).bars().getOrDefault("evaluation", Map.of()).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> withoutBasis(entry.getValue())));
  }

  private static CheckBar withoutBasis(CheckBar bar) {
    return new CheckBar(bar.min(), bar.max(), bar.maxDrop(), bar.severity(), bar.decideOn(), null);
  }

  private static boolean isAtLeastAsTight(@Nullable CheckBar bar, CheckBar than) {
    return bar != null
        && (than.min() == null || (bar.min() != null && bar.min() >= than.min()))
        && (than.max() == null || (bar.max() != null && bar.max() <= than.max()))
        && (than.maxDrop() == null || (bar.maxDrop() != null && bar.maxDrop() <= than.maxDrop()))
        && (than.severity() == Severity.WARN || bar.severity() == Severity.BLOCK)
        && (than.decideOn() == DecideOn.ESTIMATE || bar.decideOn() == DecideOn.INTERVAL);
  }

  private static boolean isLooser(BarPolicy ask, @Nullable CheckBar standing) {
    return standing != null
        && ((ask.min() != null && standing.min() != null && ask.min() < standing.min())
            || (ask.max() != null && standing.max() != null && ask.max() > standing.max())
            || (ask.maxDrop() != null
                && standing.maxDrop() != null
                && ask.maxDrop() > standing.maxDrop())
            || (ask.severity() == Severity.WARN && standing.severity() == Severity.BLOCK)
            || (ask.decideOn() == DecideOn.ESTIMATE && standing.decideOn() == DecideOn.INTERVAL));
  }

  @Provide
  Arbitrary<List<PolicyPack>> packs() {
    return pack().list().ofMaxSize(4);
  }

  @Provide
  Arbitrary<PolicyPack> pack() {
    return Arbitraries.maps(Arbitraries.of(CHECKS), bar())
        .ofMaxSize(CHECKS.size())
        .map(
            checks ->
                new PolicyPack(
                    "generated",
                    null,
                    null,
                    Map.of("evaluation", new GatePolicy(checks, null, Map.of())),
                    List.of(),
                    null,
                    null,
                    null,
                    null,
                    Map.of()));
  }

  private static Arbitrary<BarPolicy> bar() {
    Arbitrary<Double> number = Arbitraries.integers().between(0, 20).map(i -> i / 20.0);
    return Combinators.combine(
            number.injectNull(0.3),
            number.map(n -> n + 0.5).injectNull(0.3),
            number.injectNull(0.5),
            Arbitraries.of(Severity.class).injectNull(0.3),
            Arbitraries.of(DecideOn.class).injectNull(0.3),
            Arbitraries.of("a", "b", "c"))
        .as(BarPolicy::new);
  }
}
