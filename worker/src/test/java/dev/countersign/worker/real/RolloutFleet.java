package dev.countersign.worker.real;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.client.ReleaseName;
import dev.countersign.client.Releases;
import dev.countersign.evidence.FolderEvidenceStore;
import dev.countersign.http.JsonServer;
import dev.countersign.passport.Json;
import dev.countersign.traffic.RouterControl;
import dev.countersign.traffic.embedded.EmbeddedRouter;
import dev.countersign.traffic.embedded.EvidenceScorers;
import dev.countersign.traffic.embedded.RouterSettings;
import dev.countersign.workflow.RolloutWorkflow;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Many models, each behind a router of its own outside the worker, and the rollout of one release
 * done with all of them at once.
 */
final class RolloutFleet implements AutoCloseable {
  private final Testbed testbed;
  private final String token;
  private final List<Member> members = new ArrayList<>();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Thread callers = Thread.ofPlatform().daemon().name("callers").unstarted(this::call);
  private volatile boolean stopped;

  /** A model with its router, its control, and its rollout. */
  record Member(String model, EmbeddedRouter router, JsonServer control, WorkflowStub rollout) {
    boolean settled() {
      return router.observe().settled();
    }
  }

  private RolloutFleet(Testbed testbed, String token) {
    this.testbed = testbed;
    this.token = token;
  }

  /**
   * Starts the routers.
   *
   * @param token by which the worker may move their traffic
   */
  static RolloutFleet of(Testbed testbed, int size, String token) throws IOException {
    RolloutFleet fleet = new RolloutFleet(testbed, token);
    for (int number = 0; number < size; number++) {
      fleet.add("model-" + number);
    }
    return fleet;
  }

  /** Releases one version and then another in three steps, so that there is a rollout to repeat. */
  static ReleaseName releaseTwo(Testbed testbed) {
    LoanRollout steps =
        new LoanRollout(
            "embedded: {}",
            "embedded: {}",
            List.of("audience: internal, weight: 0", "weight: 50", "weight: 100"),
            Duration.ofSeconds(1),
            "");
    LoanManifest first =
        LoanManifest.of("loan-approval", "1").ofLittleRisk().withRounds(40).rolledOut(steps);
    LoanManifest second = LoanManifest.of("loan-approval", "2").ofLittleRisk().rolledOut(steps);
    for (LoanManifest one : List.of(first, second)) {
      System.out.println(one.name() + ": " + testbed.release(one).outcome());
    }
    return second.name();
  }

  private void add(String model) throws IOException {
    Path state = testbed.folder().resolve("state");
    EmbeddedRouter router =
        EmbeddedRouter.start(
            RouterSettings.under(
                testbed.folder().resolve("fleet"),
                LoanManifest.ENVIRONMENT,
                model,
                0,
                InstantSource.system()),
            new EvidenceScorers(new FolderEvidenceStore(state.resolve("evidence"))));
    JsonServer control = JsonServer.onLoopback(0);
    RouterControl.serve(control, router, token);
    control.start();
    WorkflowStub rollout =
        testbed
            .client()
            .newUntypedWorkflowStub(
                "Rollout",
                WorkflowOptions.newBuilder()
                    .setTaskQueue(Releases.TASK_QUEUE)
                    .setWorkflowId(RolloutWorkflow.id(LoanManifest.ENVIRONMENT, model))
                    .build());
    members.add(new Member(model, router, control, rollout));
  }

  List<Member> members() {
    return members;
  }

  /** Starts callers of all, about one request a second to each. */
  void startCallers() {
    callers.start();
  }

  /**
   * Starts a rollout for one model.
   *
   * @param like what another rollout was asked to do
   * @param bakes of each step
   */
  void rollOut(Member member, byte[] like, List<Duration> bakes) {
    var _ = member.rollout().start(request(like, member, bakes));
  }

  /** What the latest rollout of a release was asked to do, as JSON. */
  byte[] request(ReleaseName name) {
    return testbed
        .history(Fleet.rollout(name))
        .getEvents()
        .getFirst()
        .getWorkflowExecutionStartedEventAttributes()
        .getInput()
        .getPayloads(0)
        .getData()
        .toByteArray();
  }

  private static ObjectNode request(byte[] said, Member member, List<Duration> bakes) {
    ObjectNode request = (ObjectNode) Json.read(said, JsonNode.class);
    request.put("model", member.model());
    ObjectNode terms = (ObjectNode) request.path("terms");
    terms.put("router", "haproxy"); // behind an agent's interface, whatever routes
    terms
        .putObject("routerOptions")
        .put("agent", member.control().address().toString())
        .put("endpoint", member.router().address().toString());
    ObjectNode plan = (ObjectNode) terms.path("plan");
    plan.put("minimumRequests", 3);
    JsonNode steps = plan.path("steps");
    for (int step = 0; step < steps.size(); step++) {
      ObjectNode one = (ObjectNode) steps.get(step);
      if (one.path("bake").isNumber()) {
        one.put("bake", bakes.get(step).toSeconds());
      } else {
        one.put("bake", bakes.get(step).toString());
      }
    }
    return request;
  }

  private void call() {
    byte[] body = Json.canonicalBytes(Map.of("inputs", List.of(LoanManifest.row())));
    for (int round = 0; !stopped; round++) {
      for (Member member : members) {
        HttpRequest.Builder request =
            HttpRequest.newBuilder(predict(member))
                .timeout(Duration.ofSeconds(30))
                .header("x-countersign-unit", "applicant-" + round)
                .POST(BodyPublishers.ofByteArray(body));
        if (round % 2 == 0) {
          request.header("x-countersign-audience", "internal");
        }
        var _ = client.sendAsync(request.build(), BodyHandlers.discarding());
        LockSupport.parkNanos(1_000_000_000L / members.size());
      }
    }
  }

  private static URI predict(Member member) {
    return member.router().address().resolve("/v1/models/" + member.model() + ":predict");
  }

  @Override
  public void close() {
    stopped = true;
    members.forEach(
        member -> {
          member.control().close();
          member.router().close();
        });
    client.shutdownNow();
  }
}
