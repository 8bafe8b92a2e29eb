package dev.countersign.policy;

import dev.countersign.gate.Severity;
import dev.countersign.manifest.DataFacts;
import dev.countersign.manifest.DataValidation;
import dev.countersign.manifest.LiveSource;
import dev.countersign.manifest.ManifestReading;
import dev.countersign.manifest.Problem;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.manifest.RiskTier;
import dev.countersign.manifest.UseCase;
import dev.countersign.manifest.binding.Draft;
import dev.countersign.manifest.binding.Problems;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be told before anything is run: the manifest by itself, against the policies,
 * and against its data, in one list.
 *
 * @param manifest the manifest; null exactly when there are problems
 * @param policy the policy of the release; null exactly when there are problems
 * @param problems all of them, by line
 */
public record Preflight(
    @Nullable ReleaseManifest manifest, @Nullable EffectivePolicy policy, List<Problem> problems) {

  public Preflight {
    problems = List.copyOf(problems);
  }

  /**
   * Checks a manifest.
   *
   * @param reading the manifest, right or wrong
   * @param packs the stricter policies it names or the organisation sets
   * @param facts of its data; null when the data can't be read, which the caller has to report
   */
  public static Preflight of(
      ManifestReading reading, List<PolicyReading> packs, @Nullable DataFacts facts) {
    Problems problems = new Problems();
    problems.addAll(reading.problems());
    Optional<PolicyMerge.Result> merged =
        tier(reading.draft())
            .map(tier -> PolicyMerge.tighten(Policies.floor(tier), packs, reading));
    merged.ifPresent(
        result -> {
          problems.addAll(result.problems());
          EffectivePolicy policy = result.policy();
          if (policy != null) {
            checkLiveBars(reading.draft(), policy, problems);
          }
        });
    if (facts != null) {
      problems.addAll(DataValidation.check(reading, facts));
    }
    ReleaseManifest manifest = reading.manifest();
    EffectivePolicy policy = merged.map(PolicyMerge.Result::policy).orElse(null);
    return problems.isEmpty() && manifest != null && policy != null
        ? new Preflight(manifest, policy, List.of())
        : new Preflight(null, null, problems.list());
  }

  /** A bar of the policy on what can't be measured live would hold every step. */
  private static void checkLiveBars(Draft manifest, EffectivePolicy policy, Problems problems) {
    LiveSource source = LiveSource.of(manifest);
    policy
        .liveBars()
        .forEach(
            (check, bar) ->
                source
                    .lack(check)
                    .filter(_ -> bar.severity() == Severity.BLOCK)
                    .ifPresent(
                        lack ->
                            problems.add(
                                manifest.at("rollout"),
                                "the policy holds every step to "
                                    + check
                                    + ", and "
                                    + lack.message(),
                                lack.remedy())));
  }

  /** Whether the release may start. */
  public boolean isAccepted() {
    return manifest != null;
  }

  /** The tier a manifest stands on as far as it can be told; none for what is prohibited. */
  private static Optional<RiskTier> tier(Draft manifest) {
    return Stream.of(
            manifest.at("intendedUse", "useCase").as(UseCase.class).map(UseCase::tier),
            manifest.at("risk").as(RiskTier.class))
        .flatMap(Optional::stream)
        .max(RiskTier::compareTo)
        .filter(tier -> tier != RiskTier.UNACCEPTABLE);
  }
}
