package dev.countersign.worker.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.client.ConnectionSettings;
import dev.countersign.testing.Eventually;
import dev.countersign.testing.RealServer;
import dev.countersign.testing.RealServers;
import dev.countersign.worker.WorkerApplication;
import dev.countersign.workflow.SweepWorkflow;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** A worker's life beside a real Temporal server: waits for it, serves, says how it is, drains. */
class WorkerLifecycleIT {
  @TempDir Path folder;

  /** Work that takes as long as a test wants. */
  @ActivityInterface
  public interface SlowWork {
    String work();
  }

  /** Has the work done. */
  @WorkflowInterface
  public interface HasWorkDone {
    @WorkflowMethod
    String run();
  }

  /** One activity, tried as often as needed. */
  public static final class HasWorkDoneImpl implements HasWorkDone {
    @Override
    public String run() {
      return Workflow.newActivityStub(
              SlowWork.class,
              ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(10)).build())
          .work();
    }
  }

  @Test
  void whatRunsWhenAWorkerIsToldToStopIsFinishedAndDoneOnce() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    AtomicInteger times = new AtomicInteger();
    SlowWork work =
        () -> {
          times.incrementAndGet();
          began.countDown();
          try {
            mayEnd.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException("cut short", e);
          }
          return "finished";
        };
    try (RealServer temporal = RealServers.temporal(folder)) {
      ConnectionSettings.Resolved where =
          new ConnectionSettings(temporal.address(), "default", null).resolve(Map.of());
      WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(where.stubs());
      WorkflowClient client = WorkflowClient.newInstance(stubs);
      WorkerFactory workers = WorkerFactory.newInstance(client);
      var worker = workers.newWorker("slow");
      worker.registerWorkflowImplementationTypes(HasWorkDoneImpl.class);
      worker.registerActivitiesImplementations(work);
      var lifecycle = new WorkerLifecycle(where, stubs, workers, () -> {}, Duration.ofMinutes(5));
      lifecycle.start();
      Eventually.holds("polling", () -> lifecycle.condition().polling());
      HasWorkDone run =
          client.newWorkflowStub(
              HasWorkDone.class,
              WorkflowOptions.newBuilder().setTaskQueue("slow").setWorkflowId("drain").build());
      WorkflowClient.start(run::run);
      assertThat(began.await(2, TimeUnit.MINUTES)).isTrue();

      Thread stopping = Thread.ofPlatform().start(lifecycle::stop);
      Eventually.holds("it says so", () -> lifecycle.condition().words().contains("finishes"));
      assertThat(stopping.isAlive()).isTrue();
      mayEnd.countDown();
      stopping.join();

      assertThat(lifecycle.condition().words()).isEqualTo("stopped");
      assertThat(times).hasValue(1);
      assertThat(
              client.fetchHistory("drain").getEvents().stream()
                  .filter(event -> event.hasActivityTaskCompletedEventAttributes()))
          .hasSize(1);
      stubs.shutdownNow();
    }
  }

  private ConfigurableApplicationContext worker(RealServer temporal) {
    return worker(temporal, "1m");
  }

  private ConfigurableApplicationContext worker(RealServer temporal, String sweep) {
    Map<String, String> said = new LinkedHashMap<>();
    said.put("countersign.temporal.address", temporal.address());
    said.put("countersign.temporal.namespace", "default");
    said.put("countersign.state", folder.resolve("state").toString());
    said.put("countersign.drain", "1s");
    said.put("countersign.sweep", sweep);
    said.put("server.port", "0");
    said.put("server.address", "127.0.0.1");
    said.put("logging.threshold.console", "off");
    return WorkerApplication.start(said);
  }

  private static HttpResponse<String> get(ConfigurableApplicationContext worker, String path) {
    String port = worker.getEnvironment().getRequiredProperty("local.server.port");
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aWorkerKeepsAScheduleOfTheSweepAndSetsItRightWhenItStartsAgain() {
    try (RealServer temporal = RealServers.temporal(folder)) {
      ConnectionSettings.Resolved where =
          new ConnectionSettings(temporal.address(), "default", null).resolve(Map.of());
      WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(where.stubs());
      var schedules = io.temporal.client.schedules.ScheduleClient.newInstance(stubs);
      for (String every : java.util.List.of("1h", "5s")) {
        try (ConfigurableApplicationContext worker = worker(temporal, every)) {
          Eventually.holds("it is up", () -> get(worker, "/actuator/health").statusCode() == 200);
          var described = schedules.getHandle(SweepWorkflow.ID).describe();
          assertThat(described.getSchedule().getSpec().getIntervals().getFirst().getEvery())
              .isEqualTo(every.equals("1h") ? Duration.ofHours(1) : Duration.ofSeconds(5));
          if (every.equals("5s")) {
            Eventually.holds(
                "a sweep",
                () ->
                    WorkflowClient.newInstance(stubs)
                            .listExecutions(
                                "WorkflowType = 'SweepTraffic' AND ExecutionStatus = 'Completed'")
                            .count()
                        > 0);
          }
        }
      }
      stubs.shutdownNow();
    }
  }

  @Test
  void healthAndMetricsTellHowAWorkerIsAlsoWhileTemporalIsAway() {
    RealServer temporal = RealServers.temporal(folder);
    temporal.kill();
    try (ConfigurableApplicationContext worker = worker(temporal)) {
      HttpResponse<String> down = get(worker, "/actuator/health");
      assertThat(down.statusCode()).as(down.body()).isEqualTo(503);
      Eventually.holds(
          "it waits", () -> get(worker, "/actuator/health").body().contains(temporal.address()));

      temporal.startAgain();
      Eventually.holds("it is up", () -> get(worker, "/actuator/health").statusCode() == 200);
      assertThat(get(worker, "/actuator/health").body())
          .contains("takes work from " + temporal.address())
          .contains("registry");
      HttpResponse<String> metrics = get(worker, "/actuator/prometheus");
      assertThat(metrics.statusCode()).isEqualTo(200);
      Eventually.holds(
          "the metrics of Temporal's client",
          () -> get(worker, "/actuator/prometheus").body().contains("temporal_"));
      assertThat(metrics.body()).contains("jvm_memory_used_bytes");

      temporal.kill();
      Eventually.holds("it is down", () -> get(worker, "/actuator/health").statusCode() == 503);
      temporal.startAgain();
      Eventually.holds("it is up again", () -> get(worker, "/actuator/health").statusCode() == 200);
    } finally {
      temporal.close();
    }
  }
}
