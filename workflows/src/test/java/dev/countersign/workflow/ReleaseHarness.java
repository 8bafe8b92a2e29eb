package dev.countersign.workflow;

import dev.countersign.approval.CheckRef;
import dev.countersign.approval.Decision;
import dev.countersign.approval.SignOff;
import dev.countersign.approval.SignOffPredicate;
import dev.countersign.approval.SignOffRequest;
import dev.countersign.approval.SignedOrder;
import dev.countersign.approval.Waiver;
import dev.countersign.approval.WaiverPredicate;
import dev.countersign.approval.WaiverTerms;
import dev.countersign.manifest.RiskTier;
import dev.countersign.passport.Envelope;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A release in a time-skipping server, or in one that a test brings, in a scripted world, with
 * people who can sign.
 */
final class ReleaseHarness implements AutoCloseable {
  static final String ID = ReleaseWorkflow.id(ScriptedWorld.MODEL, ScriptedWorld.VERSION);
  private static final String QUEUE = "countersign";

  final ScriptedWorld world = new ScriptedWorld();
  final TestWorkflowEnvironment server;
  private final WorkflowClient client;

  ReleaseHarness() {
    this(options -> options);
  }

  /**
   * @param more what else the server is to be like
   */
  ReleaseHarness(UnaryOperator<TestEnvironmentOptions.Builder> more) {
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build());
    Attributes.all()
        .forEach(key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
    server = TestWorkflowEnvironment.newInstance(more.apply(options).build());
    Worker worker = server.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(
        ReleaseWorkflowImpl.class, RolloutWorkflowImpl.class, RollbackWorkflowImpl.class);
    worker.registerActivitiesImplementations(world.activities());
    server.start();
    client = server.getWorkflowClient();
  }

  ReleaseWorkflow start() {
    ReleaseWorkflow release =
        client.newWorkflowStub(
            ReleaseWorkflow.class,
            WorkflowOptions.newBuilder().setTaskQueue(QUEUE).setWorkflowId(ID).build());
    WorkflowClient.start(
        release::release, new ReleaseRequest("manifest", "file:/folder/", null, null));
    return release;
  }

  WorkflowClient client() {
    return client;
  }

  /** Waits, in real time, until the release looks like that. */
  ReleaseView await(ReleaseWorkflow release, Predicate<ReleaseView> looks) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (true) {
      ReleaseView view = release.status();
      if (looks.test(view)) {
        return view;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("never came: " + view);
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException stop) {
        throw new AssertionError(stop);
      }
    }
  }

  SignOffRequest asked(ReleaseWorkflow release) {
    SignOffRequest request = await(release, view -> view.asked() != null).asked();
    if (request == null) {
      throw new AssertionError("nothing is asked");
    }
    return request;
  }

  SignedPaper paper(SignOffRequest request, String role, Decision decision) {
    return paper(request, role, role + "@bank.example", role, decision);
  }

  SignedPaper paper(
      SignOffRequest request, String role, String person, String keyOf, Decision decision) {
    return paper(
        SignOff.sign(
            request,
            new SignOffPredicate(
                request.board(),
                role,
                person,
                decision,
                "looked at it",
                request.useCase(),
                request.logHead(),
                Instant.now()),
            world.keys.get(keyOf)));
  }

  /** A seat's waiver of a check, over the release as it was seen, for 30 of the 60 days allowed. */
  SignedPaper waiver(ReleaseView view, CheckRef check, String seat) {
    WaiverTerms terms =
        new WaiverTerms(
            ID,
            String.valueOf(view.releaseDigest()),
            RiskTier.HIGH,
            List.of("tech-lead", "legal"),
            Duration.ofDays(60),
            List.of(),
            List.of());
    return paper(
        Waiver.sign(
            terms,
            new WaiverPredicate(
                check,
                "small group, reviewed by hand",
                seat,
                seat + "@bank.example",
                Instant.ofEpochMilli(server.currentTimeMillis()).plus(Duration.ofDays(30)),
                view.log().getLast().digest(),
                Instant.now()),
            world.keys.get(seat)));
  }

  String logHead(ReleaseWorkflow release) {
    return release.status().log().getLast().digest();
  }

  Command signed(String order, String person, String keyOf, String logHead) {
    String who = person + "@bank.example";
    Instant now = Instant.ofEpochMilli(server.currentTimeMillis());
    Envelope envelope =
        new SignedOrder(ID, order, who, "seen").sign(logHead, now, world.keys.get(keyOf));
    return new Command(who, "seen", SignedPaper.of(envelope));
  }

  private static SignedPaper paper(Envelope envelope) {
    return SignedPaper.of(envelope);
  }

  void everybodySigns(ReleaseWorkflow release) {
    SignOffRequest request = asked(release);
    for (String role : List.of("tech-lead", "legal")) {
      release.sign(paper(request, role, Decision.APPROVE));
    }
  }

  /** How it ended, released or not. */
  ReleaseResult result() {
    WorkflowStub stub = client.newUntypedWorkflowStub(ID);
    try {
      return stub.getResult(2, TimeUnit.MINUTES, ReleaseResult.class);
    } catch (WorkflowFailedException failed) {
      return details(failed);
    } catch (TimeoutException never) {
      throw new AssertionError("never ended; " + world.calls, never);
    }
  }

  private static ReleaseResult details(WorkflowFailedException failed) {
    @Nullable Throwable cause = failed.getCause();
    if (cause instanceof ApplicationFailure failure) {
      return failure.getDetails().get(ReleaseResult.class);
    }
    throw new AssertionError("not an outcome", failed);
  }

  @Override
  public void close() {
    server.close();
  }
}
