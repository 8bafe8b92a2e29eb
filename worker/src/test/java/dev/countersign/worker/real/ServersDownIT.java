package dev.countersign.worker.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.client.ReleaseName;
import dev.countersign.testing.Eventually;
import dev.countersign.workflow.Outcome;
import dev.countersign.workflow.ReleaseResult;
import dev.countersign.workflow.Stage;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Temporal and the registry are down when the worker starts, and go down again midway. */
class ServersDownIT {
  @TempDir Path folder;

  @Test
  void aReleaseWaitsForServersThatAreDownAndNothingIsDoneTwice() throws Exception {
    try (Testbed testbed = Testbed.startWithServersDown(folder)) {
      saysWhatItWaitsFor(testbed);
      testbed.temporal().startAgain();
      ReleaseName name = testbed.start(LoanManifest.of("loan-approval", "1").withDataBoard());
      triesAgain(testbed, name, "FindIncumbent");
      testbed.registry().startAgain();
      testbed.everybodySigns(name);
      testbed.awaitView(name, view -> view.stage().compareTo(Stage.EXPLAINABILITY) >= 0);
      testbed.registry().kill();
      triesAgain(testbed, name, "Registration");
      testbed.registry().startAgain();
      testbed.asked(name);
      testbed.temporal().kill();
      testbed.temporal().startAgain();
      testbed.everybodySigns(name);
      testbed.awaitView(
          name, view -> view.rollout() != null && view.rollout().trafficPercent() >= 5);
      testbed.temporal().kill();
      testbed.temporal().startAgain();
      ReleaseResult result = testbed.result(name);
      assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.RELEASED);
      testbed.requireVerified(result);
      SideEffects effects = SideEffects.of(testbed, name, result);
      System.out.println(effects);
      assertThat(effects).isEqualTo(SideEffects.OF_ONE_RELEASE);
    }
  }

  private static void saysWhatItWaitsFor(Testbed testbed) throws IOException, InterruptedException {
    URI health = URI.create(testbed.worker().url() + "/actuator/health");
    Eventually.get(
        "the worker says that it waits",
        () -> {
          try {
            return Files.readString(testbed.worker().log()).contains("waits and tries again")
                ? Optional.of(true)
                : Optional.empty();
          } catch (IOException e) {
            return Optional.empty();
          }
        });
    assertThat(Files.readString(testbed.worker().log()))
        .contains("can't reach Temporal at " + testbed.temporal().address());
    try (HttpClient http = HttpClient.newHttpClient()) {
      var answer = http.send(HttpRequest.newBuilder(health).build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("can't reach Temporal", testbed.registry().url());
    }
  }

  /** Waits until an activity has failed more than once and is still wanted. */
  private static void triesAgain(Testbed testbed, ReleaseName name, String activity) {
    PendingActivityInfo pending =
        Eventually.get(
            activity + " is tried again",
            () ->
                testbed
                    .client()
                    .newUntypedWorkflowStub(name.workflowId())
                    .describe()
                    .getRawDescription()
                    .getPendingActivitiesList()
                    .stream()
                    .filter(a -> a.getActivityType().getName().equals(activity))
                    .filter(a -> a.getAttempt() > 2)
                    .findFirst());
    System.out.println(
        activity
            + ", attempt "
            + pending.getAttempt()
            + ": "
            + pending.getLastFailure().getMessage());
    assertThat(pending.getLastFailure().getMessage()).contains("MLflow");
  }
}
