package dev.countersign.policy;

import dev.countersign.manifest.ManifestReading;
import dev.countersign.manifest.Problem;
import dev.countersign.manifest.RiskTier;
import dev.countersign.manifest.binding.Draft;
import dev.countersign.manifest.binding.Problems;
import dev.countersign.manifest.binding.Shape;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tightens a floor by packs and a manifest. Each aspect is joined, so packs may come in any order
 * and may repeat. A pack is held to the floor, the manifest to floor and packs together; anything
 * looser is a problem, never ignored.
 */
public final class PolicyMerge {
  private final BarMerge bars = new BarMerge();
  private final OptionMerge options = new OptionMerge();
  private final SeatMerge seats = new SeatMerge();
  private final TermMerge terms = new TermMerge();
  private final List<Aspect> aspects = List.of(bars, options, seats, terms);
  private final Problems problems = new Problems();

  private PolicyMerge() {}

  /**
   * What a merge gave.
   *
   * @param policy the merged policy; null exactly when there are problems
   * @param problems everything looser than allowed, or contradictory
   */
  public record Result(@Nullable EffectivePolicy policy, List<Problem> problems) {
    /** Rejects a policy with problems, and neither. */
    public Result {
      problems = List.copyOf(problems);
      if ((policy == null) == problems.isEmpty()) {
        throw new IllegalArgumentException("a merge gives either a policy or problems");
      }
    }
  }

  /**
   * Merges.
   *
   * @param floor the floor of the tier the release stands on
   * @param packs stricter policies, in any order
   * @param manifest a reading, which may have problems of its own; they are not repeated here
   */
  public static Result tighten(
      PolicyReading floor, List<PolicyReading> packs, ManifestReading manifest) {
    PolicyMerge merge = new PolicyMerge();
    PolicyPack base = Objects.requireNonNull(floor.pack(), "a floor has no problems");
    RiskTier tier = Objects.requireNonNull(base.tier(), "a floor names its tier");
    merge.take(PackLayer.of(base, floor.draft()));
    merge.settle();
    packs.forEach(pack -> merge.refuseLooser(pack, tier));
    packs.forEach(
        reading -> {
          PolicyPack pack = reading.pack();
          if (pack != null) {
            merge.take(PackLayer.of(pack, reading.draft()));
          }
        });
    merge.settle();
    Layer asked = ManifestLayer.of(manifest.draft());
    merge.aspects.forEach(aspect -> aspect.refuseLooser(asked, merge.problems));
    merge.take(asked);
    merge.refuseImpossible(manifest.draft());
    List<String> sources =
        Stream.concat(Stream.of(floor), packs.stream()).map(PolicyReading::source).toList();
    return new Result(
        merge.problems.isEmpty() ? merge.effective(tier, sources) : null, merge.problems.list());
  }

  /** What a pack asks for that is looser than a floor, or that doesn't belong there. */
  static List<Problem> looser(PolicyReading floor, PolicyReading pack) {
    PolicyMerge merge = new PolicyMerge();
    PolicyPack base = Objects.requireNonNull(floor.pack(), "a floor has no problems");
    merge.take(PackLayer.of(base, floor.draft()));
    merge.refuseLooser(pack, Objects.requireNonNull(base.tier(), "a floor names its tier"));
    return merge.problems.list();
  }

  private void settle() {
    aspects.forEach(Aspect::settle);
  }

  private void take(Layer layer) {
    aspects.forEach(aspect -> aspect.tighten(layer));
  }

  private void refuseLooser(PolicyReading reading, RiskTier tier) {
    Problems own = new Problems();
    own.addAll(reading.problems());
    PolicyPack pack = reading.pack();
    if (pack != null) {
      Layer layer = PackLayer.of(pack, reading.draft());
      aspects.forEach(aspect -> aspect.refuseLooser(layer, own));
      RiskTier declared = pack.tier();
      if (declared != null && declared != tier) {
        own.add(
            reading.draft().at("tier"),
            "is for "
                + Shape.written(declared)
                + ", and the release stands on "
                + Shape.written(tier),
            "Name a policy for " + Shape.written(tier) + ", or leave tier out of this one");
      }
    }
    String name = "policy " + (pack == null ? "named in the manifest" : pack.name()) + ": ";
    own.list().forEach(p -> problems.add(p.line(), name + p.path(), p.message(), p.remedy()));
  }

  private void refuseImpossible(Draft manifest) {
    bars.refuseImpossible(manifest, problems);
    seats.refuseImpossible(manifest, problems);
    SeatFilling.check(seats.seats(), manifest, problems);
  }

  private EffectivePolicy effective(RiskTier tier, List<String> sources) {
    return new EffectivePolicy(
        tier,
        sources,
        bars.bars(),
        options.options(),
        seats.seats(),
        terms.hold(),
        terms.window(),
        terms.waivers(),
        terms.promoters(),
        terms.protectedUse());
  }
}
