package dev.countersign.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.activity.FrozenRelease;
import dev.countersign.activity.GiveBackReport;
import dev.countersign.activity.GiveBackTask;
import dev.countersign.activity.ModelRef;
import dev.countersign.activity.RestoreTask;
import dev.countersign.activity.ShiftTask;
import dev.countersign.activity.TrafficTask;
import dev.countersign.data.Frame;
import dev.countersign.fixture.Loans;
import dev.countersign.gate.Verdict;
import dev.countersign.gates.Progress;
import dev.countersign.http.AllowedHosts;
import dev.countersign.metrics.EmbeddedMetricKind;
import dev.countersign.model.Answers;
import dev.countersign.model.Scorer;
import dev.countersign.rollout.PlannedStep;
import dev.countersign.traffic.ServedModel;
import dev.countersign.traffic.TrafficException;
import dev.countersign.traffic.embedded.EmbeddedRouterKind;
import dev.countersign.traffic.embedded.EmbeddedRouters;
import dev.countersign.traffic.embedded.EvidenceScorers;
import dev.countersign.traffic.embedded.ScorerLoader;
import dev.countersign.training.CommandTraining;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever serves has to answer golden rows as the model that was evaluated: before any traffic, at
 * each step, once it is committed, and after a rollback. Real models behind a real router, and
 * versions that something changes where they are served.
 */
class ServedAsEvaluatedTest {
  @TempDir Path folder;
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private IntakeFixture intake;
  private EmbeddedRouters routers;
  private WorkflowServiceStubs nobody;
  private TrafficActivitiesImpl activities;
  private TrafficTask traffic;
  private long generation;

  @BeforeEach
  void releaseASecondVersion() throws IOException {
    Loans.write(folder, 400, 3);
    intake = new IntakeFixture(folder, folder, IntakeFixture.NOBODY);
    ReleaseInputs inputs = new ReleaseInputs(intake.evidence, new AllowedHosts(Set.of()));
    routers =
        new EmbeddedRouters(
            folder.resolve("routers"), changing(new EvidenceScorers(intake.evidence)));
    nobody = WorkflowServiceStubs.newLocalServiceStubs();
    activities =
        new TrafficActivitiesImpl(
            new TrafficDesk(
                List.of(new EmbeddedRouterKind(routers)), List.of(new EmbeddedMetricKind())),
            inputs,
            intake.evidence,
            WorkflowClient.newInstance(nobody));
    FrozenRelease first = intake.take(Loans.release("1", 5)).release();
    FrozenRelease second = intake.take(Loans.release("2", 40)).release();
    traffic =
        new TrafficTask(
            "loans",
            second.rollout(),
            "rollout-1",
            trained(inputs, second),
            trained(inputs, first),
            second.document());
  }

  @AfterEach
  void stop() {
    routers.close();
    nobody.shutdownNow();
    intake.close();
  }

  private ModelRef trained(ReleaseInputs inputs, FrozenRelease release) {
    return new TrainingActivitiesImpl(inputs, intake.evidence, new CommandTraining(Set.of()))
        .train(
            GateActivitiesImpl.document(intake.evidence, release.document()),
            List.of(),
            Progress.SILENT)
        .model();
  }

  @Test
  void beforeAnyTraffic() {
    assertThat(activities.servingCheck(traffic).parity().verdict()).isEqualTo(Verdict.PASS);
    changed.add("2");
    assertThat(activities.servingCheck(traffic).parity().verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void atEachStep() {
    for (PlannedStep step : traffic.terms().plan().steps()) {
      assertThat(shifted(step)).as(step.name()).isEqualTo(Verdict.PASS);
      changed.add("2");
      assertThat(shifted(step)).as(step.name()).isEqualTo(Verdict.FAIL);
      changed.clear();
    }
  }

  @Test
  void onceItIsCommitted() {
    PlannedStep last = traffic.terms().plan().steps().getLast();
    shifted(last);
    changed.add("2");
    assertThat(activities.commit(new ShiftTask(traffic, last, generation)).parity().verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void afterARollback() {
    shifted(traffic.terms().plan().steps().getLast());
    changed.add("1");
    assertThatThrownBy(this::givenBack)
        .isInstanceOf(TrafficException.class)
        .hasMessageContaining("does not answer golden rows as evaluated");
    changed.clear();
    GiveBackReport back = givenBack();
    assertThat(back.observed().settled()).isTrue();
    assertThat(back.probe()).contains("answered by the incumbent, 1", "golden rows as evaluated");
  }

  @Test
  void afterARollbackOfWhatWasReleased() {
    PlannedStep last = traffic.terms().plan().steps().getLast();
    shifted(last);
    var _ = activities.commit(new ShiftTask(traffic, last, generation));
    RestoreTask restore = new RestoreTask(traffic, "complaints");
    changed.add("1");
    assertThatThrownBy(() -> activities.restoreFormer(restore))
        .hasMessageContaining("does not answer golden rows as evaluated");
    changed.clear();
    GiveBackReport back = activities.restoreFormer(restore);
    assertThat(back.observed().route().incumbent().version()).isEqualTo("1");
    assertThat(back.probe()).contains("golden rows as evaluated");
  }

  private Verdict shifted(PlannedStep step) {
    return activities.shift(new ShiftTask(traffic, step, ++generation)).parity().verdict();
  }

  private GiveBackReport givenBack() {
    return activities.giveBack(new GiveBackTask(traffic, ++generation, "worse", false));
  }

  /** Has a version answer otherwise than its file says, once it is said to be changed. */
  private ScorerLoader changing(ScorerLoader loader) {
    return model -> new Changeable(loader.load(model), model, changed);
  }

  private record Changeable(Scorer scorer, ServedModel model, Set<String> changed)
      implements Scorer {
    @Override
    public List<String> features() {
      return scorer.features();
    }

    @Override
    public Answers answers(Frame rows) {
      Answers answers = scorer.answers(rows);
      return changed.contains(model.target().version())
          ? new Answers.Probabilities(
              Arrays.stream(answers.scores()).map(score -> 1 - score).toArray())
          : answers;
    }

    @Override
    public void close() {
      scorer.close();
    }
  }
}
