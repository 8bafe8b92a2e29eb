package dev.countersign.worker.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.approval.Decision;
import dev.countersign.approval.Seat;
import dev.countersign.client.ClientException;
import dev.countersign.client.ReleaseName;
import dev.countersign.workflow.Attributes;
import dev.countersign.workflow.Outcome;
import dev.countersign.workflow.ReleaseResult;
import dev.countersign.workflow.RolloutWorkflow;
import dev.countersign.workflow.Stage;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowServiceException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Several releases at once, each of a model of its own, with people who sign when asked. */
final class Fleet {
  private final Testbed testbed;
  private final long seed;
  private final Set<ReleaseName> started = new LinkedHashSet<>();
  private final Set<ReleaseName> ended = new LinkedHashSet<>();
  private final Map<ReleaseName, Long> events = new HashMap<>();
  private long eventsAtLastKill;
  private int kills;

  Fleet(Testbed testbed, long seed) {
    this.testbed = testbed;
    this.seed = seed;
  }

  /**
   * Starts another release. Its lease outlasts a few deaths in a row: traffic that is given back
   * when a lease ends is another test's.
   */
  ReleaseName startAnother() {
    ReleaseName name =
        testbed.start(
            LoanManifest.of("loans-" + (started.size() + 1), "1")
                .withDataBoard()
                .leasedFor(Duration.ofMinutes(15)));
    started.add(name);
    return name;
  }

  boolean isRunning() {
    return ended.size() < started.size();
  }

  /** Signs what is asked, but for the boards that are to wait; tells where the releases are. */
  Map<ReleaseName, Stage> goOn(Set<Stage> boardsThatWait) {
    Map<ReleaseName, Stage> at = whereabouts();
    at.forEach(
        (name, stage) -> {
          if (!boardsThatWait.contains(stage)) {
            signIfAsked(name, stage);
          }
        });
    KilledWorkerIT.pause(20);
    return at;
  }

  /** Kills the worker and starts it again; tells where the releases were when it died. */
  Map<ReleaseName, Stage> killAndStartAgain() {
    long killed = testbed.worker().pid();
    testbed.worker().kill();
    Map<ReleaseName, Stage> at = whereabouts();
    eventsAtLastKill = allEvents();
    Map<ReleaseName, String> before = shown();
    testbed.worker().startAgain();
    kills++;
    System.out.printf(
        "seed %d kill %d: worker %d killed, %d started%n  before: %s%n  after:  %s%n",
        seed, kills, killed, testbed.worker().pid(), before, shown());
    return at;
  }

  /** Whether any history has grown since the worker died last. */
  boolean hasMoved() {
    return allEvents() > eventsAtLastKill;
  }

  private long allEvents() {
    return events.values().stream().mapToLong(Long::longValue).sum();
  }

  private Map<ReleaseName, Stage> whereabouts() {
    Map<ReleaseName, Stage> at = new LinkedHashMap<>();
    for (ReleaseName name : started) {
      if (!ended.contains(name)) {
        WorkflowExecutionDescription run = describe(name);
        events.put(name, run.getHistoryLength());
        if (run.getStatus() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
          ended.add(name);
        } else {
          String stage = run.getTypedSearchAttributes().get(Attributes.STAGE);
          at.put(
              name,
              stage == null
                  ? Stage.INTAKE
                  : Stage.valueOf(stage.toUpperCase(Locale.ROOT).replace('-', '_')));
        }
      }
    }
    return at;
  }

  private Map<ReleaseName, String> shown() {
    Map<ReleaseName, String> shown = new LinkedHashMap<>();
    for (ReleaseName name : started) {
      if (!ended.contains(name)) {
        RealHistory history = RealHistory.of(testbed.history(name.workflowId()));
        shown.put(
            name,
            history.lastUpserted("ReleaseStage") + ", " + history.events().size() + " events");
      }
    }
    return shown;
  }

  private WorkflowExecutionDescription describe(ReleaseName name) {
    return testbed.client().newUntypedWorkflowStub(name.workflowId()).describe();
  }

  private void signIfAsked(ReleaseName name, Stage stage) {
    if (stage != Stage.DATA_BOARD && stage != Stage.DEPLOYMENT_BOARD) {
      return;
    }
    try {
      var asked = testbed.releases().asked(name);
      if (asked.isPresent()) {
        for (Seat seat : asked.get().seats()) {
          testbed.sign(name, seat.role(), Decision.APPROVE);
        }
      }
    } catch (ClientException | WorkflowServiceException decidedMeanwhile) {
      System.out.println(name + " takes no signature now: " + decidedMeanwhile.getMessage());
    }
  }

  /** Same outcome, and every action's effects counted where they lie. */
  void requireNothingDoneTwice() {
    assertThat(started).isNotEmpty();
    for (ReleaseName name : started) {
      ReleaseResult result = testbed.result(name);
      assertThat(result.outcome()).as(name + ": " + result.reason()).isEqualTo(Outcome.RELEASED);
      SideEffects effects = SideEffects.of(testbed, name, result);
      System.out.println(name + ": " + effects);
      assertThat(effects).as("%s, seed %d", name, seed).isEqualTo(SideEffects.OF_ONE_RELEASE);
    }
  }

  static String rollout(ReleaseName name) {
    return RolloutWorkflow.id(LoanManifest.ENVIRONMENT, name.model());
  }
}
