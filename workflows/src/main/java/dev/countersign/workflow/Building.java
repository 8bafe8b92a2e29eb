package dev.countersign.workflow;

import dev.countersign.activity.FrozenRelease;
import dev.countersign.activity.IntakeReport;
import dev.countersign.activity.IntakeTask;
import dev.countersign.activity.ModelRef;
import dev.countersign.activity.RegistrationReport;
import dev.countersign.activity.RegistrationTask;
import dev.countersign.activity.Submitter;
import dev.countersign.activity.TrainingReport;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.manifest.Durations;
import dev.countersign.manifest.Problem;
import dev.countersign.manifest.TrainingSpec;
import dev.countersign.passport.EntryKind;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What makes the version: intake, training, registration. */
final class Building {
  private static final Duration DEFAULT_TRAINING = Duration.ofHours(24);

  private static final String SUBMITTER = "submitter";

  private final ReleaseState state;

  Building(ReleaseState state) {
    this.state = state;
  }

  StageEnd intake(ReleaseRequest request, OperatorView view) {
    IntakeReport report =
        Calls.intake("validate the manifest, freeze the bar")
            .intake(
                new IntakeTask(
                    request.manifest(),
                    request.base(),
                    request.submission() == null ? null : request.submission().envelope(),
                    ReleaseState.run(),
                    Instant.ofEpochMilli(Workflow.getInfo().getRunStartedTimestampMillis())));
    FrozenRelease release = report.release();
    if (release == null) {
      state.refused(report.problems());
      return new StageEnd(Ended.FAILED, inWords(report.problems()));
    }
    state.frozen(release);
    view.frozen(release);
    state.note(
        EntryKind.INTAKE, "manifest", release.document(), "frozen as " + release.digest().digest());
    noteSubmitter(release.submitter());
    if (request.previousRun() != null) {
      state.note(
          EntryKind.INTAKE, "previous-run", "tries again after run " + request.previousRun());
    }
    state.incumbent(Calls.registry("find what serves now").findIncumbent(release).model());
    return StageEnd.passed(
        "%s risk, %d to sign, %s"
            .formatted(
                release.tier().name().toLowerCase(Locale.ROOT),
                release.seats().size(),
                state.incumbent() == null
                    ? "a first release"
                    : "against version " + state.incumbent().version()));
  }

  private void noteSubmitter(Submitter submitter) {
    if (submitter.submission() == null) {
      state.note(
          EntryKind.INTAKE,
          SUBMITTER,
          submitter.person() + " handed it in, by the manifest's word alone");
    } else {
      state.noteDigest(
          EntryKind.INTAKE,
          SUBMITTER,
          submitter.submission(),
          submitter.person() + " handed it in and signed that");
    }
  }

  StageEnd train() {
    TrainingSpec spec = state.release().training();
    if (spec == null) {
      return StageEnd.skipped("the manifest brings the model");
    }
    TrainingReport report = train(spec);
    state.trained(report.model());
    state.note(
        EntryKind.RELEASE_MOVED,
        "model",
        new EvidenceRef("model", report.model().digest(), report.model().uri()),
        "trained; the release is now " + state.digest().digest());
    return StageEnd.passed("model " + shortened(report.model().digest()));
  }

  private TrainingReport train(TrainingSpec spec) {
    TrainingSpec.Activity elsewhere = spec.activity();
    if (elsewhere == null) {
      return Calls.training("train the model").train(state.gateTask());
    }
    String timeout = elsewhere.timeout();
    return Calls.elsewhere(
            "train on task queue " + elsewhere.taskQueue(),
            elsewhere.taskQueue(),
            timeout == null ? DEFAULT_TRAINING : Durations.parse(timeout))
        .execute(elsewhere.type(), TrainingReport.class, state.gateTask());
  }

  StageEnd register() {
    ModelRef model = state.model();
    RegistrationReport report =
        Calls.registry("register as challenger")
            .register(
                new RegistrationTask(
                    state.release(), state.attempt(), model, state.results(), state.artifacts()));
    state.registered(report.uri());
    state.note(EntryKind.REGISTRATION, "challenger", "registered as " + report.uri());
    return StageEnd.passed(report.uri() + " is challenger");
  }

  private static String inWords(List<Problem> problems) {
    return problems.size()
        + " problem"
        + (problems.size() == 1 ? "" : "s")
        + ": "
        + problems.getFirst();
  }

  private static String shortened(String digest) {
    return digest.substring(0, Math.min(digest.length(), 19)) + "…";
  }
}
