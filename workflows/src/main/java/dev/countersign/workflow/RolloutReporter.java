package dev.countersign.workflow;

import dev.countersign.rollout.PlannedStep;
import dev.countersign.rollout.RouteObservation;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** Tells operators, and the release, where a rollout is. */
final class RolloutReporter {
  private final RolloutRequest request;
  private int step;
  private @Nullable String name;
  private double trafficPercent;
  private String doing = "starts";
  private boolean paused;

  RolloutReporter(RolloutRequest request) {
    this.request = request;
  }

  RolloutProgress progress() {
    return new RolloutProgress(
        step, request.terms().plan().steps().size(), name, trafficPercent, doing, paused);
  }

  void doing(String what) {
    doing = what;
    describe();
  }

  void step(PlannedStep next, String what) {
    step = next.number();
    name = next.name();
    doing(what);
  }

  void paused(boolean now) {
    paused = now;
    describe();
  }

  void observed(RouteObservation observation) {
    traffic(observation.route() == null ? 0 : observation.route().candidateWeight());
  }

  void committed() {
    doing = "the candidate has all traffic";
    traffic(100);
  }

  void givenBack(String reason) {
    doing = "gave everything back: " + reason;
    traffic(0);
  }

  private void traffic(double percent) {
    trafficPercent = percent;
    Workflow.upsertTypedSearchAttributes(Attributes.TRAFFIC.valueSet(percent));
    describe();
    ReleaseWorkflow release =
        Workflow.newExternalWorkflowStub(ReleaseWorkflow.class, request.release());
    Async.procedure(release::rolloutProgress, progress());
  }

  private void describe() {
    Workflow.setCurrentDetails(
        """
        **%s %s** in %s: %s%s

        | step | traffic | bake | state |
        | --- | --- | --- | --- |
        %s
        """
            .formatted(
                request.model(),
                request.candidate().version(),
                request.terms().plan().environment(),
                doing,
                paused ? " (paused)" : "",
                rows()));
  }

  private String rows() {
    StringBuilder rows = new StringBuilder();
    for (PlannedStep planned : request.terms().plan().steps()) {
      String state =
          planned.number() < step ? "done" : planned.number() == step ? "now" : "to come";
      rows.append(
          "| %d | %s | %s | %s |%n"
              .formatted(planned.number(), planned.name(), Words.of(planned.bake()), state));
    }
    return rows.toString();
  }
}
