package dev.countersign.release;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countersign.activity.RolloutTerms;
import dev.countersign.gate.CheckBar;
import dev.countersign.manifest.ModelSpec;
import dev.countersign.manifest.Problem;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.manifest.ReleaseManifest.FallbackSpec;
import dev.countersign.rollout.Audience;
import dev.countersign.rollout.FreezeWindow;
import dev.countersign.rollout.LiveGroups;
import dev.countersign.rollout.PlannedStep;
import dev.countersign.rollout.RolloutPlan;
import dev.countersign.rollout.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a manifest's rollout would do, by the very plan that a release would freeze. Reads the
 * manifest, its policy, calendars and data, and asks nobody: no router, no registry, no Temporal.
 */
public final class RolloutSimulation {
  private final Intake intake;

  public RolloutSimulation(Intake intake) {
    this.intake = intake;
  }

  /**
   * What came of it.
   *
   * @param report the rollout as it would go; null exactly when there are problems
   * @param problems what is wrong with the manifest
   */
  public record Outcome(@Nullable Report report, List<Problem> problems) {
    public Outcome {
      problems = List.copyOf(problems);
    }
  }

  /**
   * A rollout as it would go.
   *
   * @param incumbent what serves the rest: the URI the manifest names, else the registry's champion
   * @param fallback what serves when no model may
   * @param leaseTtl how long the candidate keeps its share without renewal
   * @param minimumRequests how many requests must have reached the candidate before a step is
   *     judged
   * @param progressDeadline how long it may stand still between two steps
   * @param promoters seats that sign before a bake is cut short; empty: an operator's word is
   *     enough
   * @param groups attributes whose groups live decisions are compared by
   * @param steps the steps, those never reached among them
   * @param begins when it would begin
   * @param ends when the candidate would be the incumbent, or everything would be given back
   * @param stopped why everything would be given back; null where the candidate gets all traffic
   * @param failures what would happen at each failure
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Report(
      String model,
      String version,
      String environment,
      String router,
      String metrics,
      String onConflict,
      String incumbent,
      String fallback,
      Duration leaseTtl,
      long minimumRequests,
      Duration progressDeadline,
      List<String> promoters,
      List<LiveGroups> groups,
      List<Step> steps,
      Instant begins,
      Instant ends,
      @Nullable String stopped,
      List<Failure> failures) {}

  /**
   * One step.
   *
   * @param audience who gets the candidate by name, whatever the weight
   * @param weight percent of everybody's traffic, in [0, 100]
   * @param bars what it is judged by, by check id
   * @param waits windows that would hold it
   * @param begins when it would begin; absent where it is never reached
   * @param baked when it would be judged
   * @param undecidedUntil how long it would be held where it can't be decided
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Step(
      int number,
      String name,
      Audience audience,
      double weight,
      Duration bake,
      Map<String, CheckBar> bars,
      List<FreezeWindow> waits,
      @Nullable Instant begins,
      @Nullable Instant baked,
      @Nullable Instant undecidedUntil) {}

  /**
   * A failure and its consequence.
   *
   * @param when what fails
   * @param then what would happen
   */
  public record Failure(String when, String then) {}

  /**
   * Simulates.
   *
   * @param text the manifest's YAML text
   * @param base URI or path of the folder relative paths start from
   * @param begins when the rollout would begin
   */
  public Outcome simulate(String text, String base, Instant begins) {
    Intake.Taken taken = intake.take(text, base, begins);
    FrozenDocument document = taken.document();
    if (document == null) {
      return new Outcome(null, taken.problems());
    }
    return new Outcome(report(document, begins), List.of());
  }

  private static Report report(FrozenDocument document, Instant begins) {
    ReleaseManifest manifest = document.manifest();
    RolloutTerms terms = RolloutDefaults.terms(document, null);
    RolloutPlan plan = terms.plan();
    Timetable timetable = Timetable.of(plan, begins);
    ModelSpec incumbent = manifest.incumbent();
    return new Report(
        manifest.metadata().model(),
        manifest.metadata().version(),
        plan.environment(),
        terms.router(),
        terms.metrics(),
        terms.onConflict().name().toLowerCase(java.util.Locale.ROOT),
        incumbent == null ? "the registry's champion, if there is one then" : incumbent.uri(),
        fallback(manifest.fallback()),
        plan.leaseTtl(),
        plan.minimumRequests(),
        plan.progressDeadline(),
        terms.promoters(),
        plan.groups(),
        plan.steps().stream().map(step -> step(step, timetable)).toList(),
        begins,
        timetable.ends(),
        timetable.stopped(),
        SimulatedFailures.of(terms, document.policy().rollbackWindow()));
  }

  private static Step step(PlannedStep step, Timetable timetable) {
    Timetable.Stage stage =
        timetable.stages().stream()
            .filter(one -> one.number() == step.number())
            .findFirst()
            .orElse(null);
    return new Step(
        step.number(),
        step.name(),
        step.audience(),
        step.weight(),
        step.bake(),
        step.checks(),
        stage == null ? List.of() : stage.waits(),
        stage == null ? null : stage.begins(),
        stage == null ? null : stage.baked(),
        stage == null ? null : stage.undecidedUntil());
  }

  private static String fallback(@Nullable FallbackSpec declared) {
    if (declared == null) {
      return "none is declared";
    }
    if (declared.model() != null) {
      return declared.name() + ": the model " + declared.model().uri();
    }
    if (declared.endpoint() != null) {
      return declared.name() + ": the service " + declared.endpoint();
    }
    return declared.answer() == null
        ? declared.name()
        : declared.name() + ": everybody is answered " + declared.answer();
  }
}
