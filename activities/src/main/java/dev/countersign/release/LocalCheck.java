package dev.countersign.release;

import dev.countersign.activity.ModelRef;
import dev.countersign.activity.TrainingReport;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.MitigationRule;
import dev.countersign.gate.Verdict;
import dev.countersign.gates.Gate;
import dev.countersign.gates.Progress;
import dev.countersign.manifest.ModelSpec;
import dev.countersign.manifest.Problem;
import dev.countersign.manifest.ReleaseManifest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs gates here and now, without a server, through the very code that activities run. What a gate
 * needs runs before it; only the gates asked for are reported.
 */
public final class LocalCheck {
  private static final List<String> ON_DATA = List.of("data-audit", "mitigation");

  private final Intake intake;
  private final GateRunner gates;
  private final TrainingActivitiesImpl training;
  private final BroughtModels models;

  public LocalCheck(
      Intake intake, GateRunner gates, TrainingActivitiesImpl training, BroughtModels models) {
    this.intake = intake;
    this.gates = gates;
    this.training = training;
    this.models = models;
  }

  /**
   * What a check came to.
   *
   * @param model name of the model
   * @param version its version
   * @param verdict the worst of the gates reported; where mitigation was reported too, the audit's
   *     failures that it answers for count as warnings
   * @param gates results in the order of the flow
   */
  public record Report(String model, String version, Verdict verdict, List<GateResult> gates) {}

  /**
   * What came of it: a report, or every problem of the manifest at once.
   *
   * @param report null exactly when there are problems
   * @param problems why nothing was run
   */
  public record Outcome(@Nullable Report report, List<Problem> problems) {}

  /**
   * What is needed to look at one decision: the frozen release and its model.
   *
   * @param document the frozen release; null exactly when there are problems
   * @param model its model, trained here when the manifest says so; null without one
   * @param problems why there is none
   */
  public record Ready(
      @Nullable FrozenDocument document, @Nullable ModelRef model, List<Problem> problems) {}

  /**
   * Checks a manifest.
   *
   * @param text its YAML text
   * @param base URI or path of the folder relative paths start from
   * @param asked gate ids; empty means every gate that can run
   * @param progress told how far the work has come
   * @param done told each reported result as it comes
   * @throws IllegalArgumentException if a gate is asked for that there is not, or that can't run
   */
  public Outcome check(
      String text, String base, List<String> asked, Progress progress, Consumer<GateResult> done) {
    List<String> all = ReleaseGates.all().stream().map(Gate::id).toList();
    for (String gate : asked) {
      if (!all.contains(gate)) {
        throw new IllegalArgumentException(
            "no gate " + gate + "; there are " + String.join(", ", all));
      }
    }
    Intake.Taken taken = intake.take(text, base, Instant.now());
    FrozenDocument document = taken.document();
    if (document == null) {
      return new Outcome(null, taken.problems());
    }
    List<String> runnable = runnable(document.manifest(), all);
    for (String gate : asked) {
      if (!runnable.contains(gate)) {
        throw new IllegalArgumentException(
            gate + " needs a model; name model, training or predictions in the manifest");
      }
    }
    BroughtModels.Found brought = brought(document);
    if (!brought.problems().isEmpty()) {
      return new Outcome(null, brought.problems());
    }
    List<String> wanted = asked.isEmpty() ? runnable : asked;
    List<GateResult> results = run(document, brought.model(), runnable, wanted, progress, done);
    List<GateResult> reported =
        results.stream().filter(result -> wanted.contains(result.gate())).toList();
    ReleaseManifest.Metadata metadata = document.manifest().metadata();
    return new Outcome(
        new Report(metadata.model(), metadata.version(), verdict(reported), reported), List.of());
  }

  /** Freezes a manifest and makes its model ready. */
  public Ready ready(String text, String base, Progress progress) {
    Intake.Taken taken = intake.take(text, base, Instant.now());
    FrozenDocument document = taken.document();
    if (document == null) {
      return new Ready(null, null, taken.problems());
    }
    BroughtModels.Found brought = brought(document);
    if (!brought.problems().isEmpty()) {
      return new Ready(null, null, brought.problems());
    }
    ModelRef model = brought.model();
    if (model == null && document.manifest().training() != null) {
      List<GateResult> earlier = new ArrayList<>();
      for (String gate : ON_DATA) {
        earlier.add(gates.run(gate, document, null, null, earlier, progress));
      }
      model = training.train(document, earlier, progress).model();
    }
    return new Ready(document, model, List.of());
  }

  private BroughtModels.Found brought(FrozenDocument document) {
    ModelSpec spec = document.manifest().model();
    return spec == null
        ? new BroughtModels.Found(null, List.of())
        : models.find(document, spec, "model");
  }

  private static List<String> runnable(ReleaseManifest manifest, List<String> all) {
    if (manifest.model() != null || manifest.training() != null) {
      return all;
    }
    return manifest.predictions() == null
        ? ON_DATA
        : List.of("data-audit", "mitigation", "evaluation");
  }

  private List<GateResult> run(
      FrozenDocument document,
      @Nullable ModelRef brought,
      List<String> runnable,
      List<String> wanted,
      Progress progress,
      Consumer<GateResult> done) {
    List<GateResult> results = new ArrayList<>();
    ModelRef model = brought;
    int last = wanted.stream().mapToInt(runnable::indexOf).max().orElse(-1);
    for (String gate : runnable.subList(0, last + 1)) {
      if (model == null && !ON_DATA.contains(gate) && document.manifest().training() != null) {
        TrainingReport trained = training.train(document, results, progress);
        model = trained.model();
      }
      boolean reported = wanted.contains(gate);
      if (reported || isNeeded(gate, wanted)) {
        GateResult result = gates.run(gate, document, model, null, results, progress);
        results.add(result);
        if (reported) {
          done.accept(result);
        }
      }
    }
    return results;
  }

  /** Whether a gate that is not reported has to run for one that is. */
  private static boolean isNeeded(String gate, List<String> wanted) {
    return wanted.contains("model-card")
        || (ON_DATA.contains(gate) && wanted.stream().anyMatch(w -> !w.equals("data-audit")));
  }

  /** The worst of them; what the mitigation answers of the audit's failures is a warning. */
  private static Verdict verdict(List<GateResult> reported) {
    Optional<GateResult> mitigation =
        reported.stream().filter(result -> result.gate().equals("mitigation")).findFirst();
    return Verdict.worstOf(
        reported.stream()
            .map(
                result ->
                    mitigation.isPresent() && result.gate().equals("data-audit")
                        ? MitigationRule.effectiveAudit(result, mitigation.get()).verdict()
                        : result.verdict())
            .toList());
  }
}
