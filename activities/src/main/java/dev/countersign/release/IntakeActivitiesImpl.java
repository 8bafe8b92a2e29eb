package dev.countersign.release;

import dev.countersign.activity.FrozenRelease;
import dev.countersign.activity.IntakeActivities;
import dev.countersign.activity.IntakeReport;
import dev.countersign.activity.IntakeTask;
import dev.countersign.activity.ModelRef;
import dev.countersign.activity.Submitter;
import dev.countersign.activity.Unchanged;
import dev.countersign.evidence.EvidenceStore;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.ManifestReader;
import dev.countersign.manifest.MitigationSpec;
import dev.countersign.manifest.Problem;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.manifest.ReleaseManifest.FallbackSpec;
import dev.countersign.passport.Digests;
import dev.countersign.passport.Envelope;
import dev.countersign.passport.Json;
import dev.countersign.passport.ReleaseDigest;
import dev.countersign.release.FrozenDocument.Source;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Intake as activities: what is frozen goes into the evidence store, the workflow gets its terms.
 */
public final class IntakeActivitiesImpl implements IntakeActivities {
  private final Intake intake;
  private final Submitters submitters;
  private final BroughtModels models;
  private final ReleaseInputs inputs;
  private final EvidenceStore evidence;
  private final InstantSource clock;

  public IntakeActivitiesImpl(
      Intake intake,
      Submitters submitters,
      BroughtModels models,
      ReleaseInputs inputs,
      EvidenceStore evidence,
      InstantSource clock) {
    this.intake = intake;
    this.submitters = submitters;
    this.models = models;
    this.inputs = inputs;
    this.evidence = evidence;
    this.clock = clock;
  }

  @Override
  public IntakeReport intake(IntakeTask task) {
    return Heartbeats.during(() -> taken(task));
  }

  private IntakeReport taken(IntakeTask task) {
    Intake.Taken taken = intake.take(task.manifest(), task.base(), clock.instant());
    if (taken.document() == null) {
      return new IntakeReport(null, taken.problems());
    }
    Submitters.Found submitter = submitters.find(taken.document(), task);
    return report(taken.document().submitted(submitter.submission()), submitter.problems());
  }

  @Override
  public IntakeReport freezeAgain(FrozenRelease release) {
    FrozenDocument before = GateActivitiesImpl.document(evidence, release.document());
    return Heartbeats.during(() -> takenAgain(before));
  }

  private IntakeReport takenAgain(FrozenDocument before) {
    Intake.Taken taken = intake.takeAgain(before, clock.instant());
    return taken.document() == null
        ? new IntakeReport(null, taken.problems())
        : report(taken.document(), List.of());
  }

  private IntakeReport report(FrozenDocument document, List<Problem> earlier) {
    List<Problem> problems = new ArrayList<>(earlier);
    problems.addAll(releasable(document));
    @Nullable ModelRef brought = null;
    if (document.manifest().model() != null) {
      BroughtModels.Found found = models.find(document, document.manifest().model(), "model");
      brought = found.model();
      problems.addAll(found.problems());
    }
    @Nullable ModelRef older = null;
    FallbackSpec fallback = document.manifest().fallback();
    if (fallback != null && fallback.model() != null) {
      BroughtModels.Found found = models.find(document, fallback.model(), "fallback.model");
      older = found.model();
      problems.addAll(found.problems());
    }
    return problems.isEmpty()
        ? new IntakeReport(frozen(document, brought, older), List.of())
        : new IntakeReport(null, problems);
  }

  /** What a check can do without and a release can't. */
  private static List<Problem> releasable(FrozenDocument document) {
    ReleaseManifest manifest = document.manifest();
    if (manifest.model() != null || manifest.training() != null) {
      return List.of();
    }
    var draft = ManifestReader.read(document.text()).draft();
    return List.of(
        manifest.predictions() == null
            ? new Problem(
                draft.line(),
                "model",
                "there is nothing to release: neither model nor training is given",
                "Name one of them; to look at the data alone, run `countersign check`")
            : new Problem(
                draft.at("predictions").line(),
                "predictions",
                "predictions can be audited but not released",
                "Name the model or a training; to audit them, run `countersign check`"));
  }

  private FrozenRelease frozen(
      FrozenDocument document, @Nullable ModelRef brought, @Nullable ModelRef older) {
    ReleaseManifest manifest = document.manifest();
    EvidenceRef kept = evidence.put("release.json", Json.canonicalBytes(document));
    return new FrozenRelease(
        manifest.metadata().model(),
        manifest.metadata().version(),
        document.policy().tier(),
        manifest.intendedUse().useCase(),
        kept,
        digest(document, brought),
        brought,
        manifest.training(),
        mitigated(manifest),
        separated(manifest),
        submitter(document),
        document.policy().seats(),
        document.policy().waivers(),
        document.policy().holdDeadline(),
        RolloutDefaults.terms(document, older),
        document.policy().rollbackWindow(),
        RolloutDefaults.isEmbedded(manifest));
  }

  private static Submitter submitter(FrozenDocument document) {
    Envelope signed = document.submission();
    return new Submitter(
        document.manifest().metadata().submittedBy(), signed == null ? null : signed.digest());
  }

  private static ReleaseDigest digest(FrozenDocument document, @Nullable ModelRef brought) {
    Map<String, String> data =
        document.sources().stream()
            .collect(Collectors.toMap(Source::name, Source::digest, (a, b) -> b, TreeMap::new));
    return ReleaseDigest.of(
        Digests.ofJson(document.manifest()),
        Digests.ofJson(document.policy()),
        data,
        brought == null ? null : brought.digest());
  }

  /** Attributes whose disparate impact the mitigation stage answers for. */
  private static List<String> mitigated(ReleaseManifest manifest) {
    MitigationSpec mitigation = manifest.mitigation();
    return mitigation == null
        ? List.of()
        : mitigation.answersFor(
            manifest.data().protectedAttributes().stream()
                .map(ProtectedAttribute::attribute)
                .toList());
  }

  private static List<String> separated(ReleaseManifest manifest) {
    return Stream.concat(
            Stream.of(manifest.metadata().submittedBy(), manifest.metadata().owner()),
            manifest.metadata().trainedBy().stream())
        .distinct()
        .toList();
  }

  @Override
  public Unchanged confirmUnchanged(FrozenRelease release) {
    return Heartbeats.during(() -> comparedWith(release));
  }

  private Unchanged comparedWith(FrozenRelease release) {
    List<String> altered =
        new ArrayList<>(inputs.altered(GateActivitiesImpl.document(evidence, release.document())));
    ModelRef brought = release.brought();
    if (brought != null) {
      altered.addAll(models.altered(brought));
    }
    ModelRef older = release.rollout().fallbackModel();
    if (older != null) {
      altered.addAll(models.altered(older));
    }
    return new Unchanged(altered);
  }
}
