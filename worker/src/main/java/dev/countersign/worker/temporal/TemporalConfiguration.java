package dev.countersign.worker.temporal;

import dev.countersign.client.ConnectionSettings;
import dev.countersign.worker.WorkerProperties;
import dev.countersign.workflow.Payloads;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.DataConverter;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.spring.boot.TemporalOptionsCustomizer;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Fits Temporal's starter to Temporal's own configuration, and starts and stops the workers by our
 * own lifecycle: the starter's fails when Temporal is down, and does not wait on shutdown.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TemporalProperties.class)
public class TemporalConfiguration {
  private static final int MOST_ACTIVITIES = 1_000;

  @Bean
  ConnectionSettings.Resolved temporalAddress(TemporalProperties properties) {
    return properties.resolve(System.getenv());
  }

  @Bean
  DataConverter mainDataConverter() {
    return Payloads.converter();
  }

  @Bean
  TemporalOptionsCustomizer<WorkflowServiceStubsOptions.Builder> connects(
      ConnectionSettings.Resolved where) {
    return starter ->
        WorkflowServiceStubsOptions.newBuilder(where.stubs())
            .setMetricsScope(starter.build().getMetricsScope());
  }

  @Bean
  TemporalOptionsCustomizer<WorkflowClientOptions.Builder> namesItself(
      ConnectionSettings.Resolved where) {
    return options ->
        options
            .setNamespace(where.namespace())
            .setIdentity("countersign-worker " + ManagementFactory.getRuntimeMXBean().getName());
  }

  /**
   * Left alone, the SDK holds heartbeats back until they are almost late, and takes a worker that
   * has just started on a busy machine, and still loads its classes, for deadlocked after a second.
   * It also runs 200 activities at once: every rollout holds one for as long as a step bakes, and
   * giving back must find another free at once.
   */
  @Bean
  TemporalOptionsCustomizer<WorkerOptions.Builder> workers() {
    return options ->
        options
            .setMaxConcurrentActivityExecutionSize(MOST_ACTIVITIES)
            .setMaxHeartbeatThrottleInterval(Duration.ofSeconds(2))
            .setDefaultDeadlockDetectionTimeout(Duration.ofSeconds(5).toMillis());
  }

  @Bean
  WorkerLifecycle workerLifecycle(
      ConnectionSettings.Resolved where,
      WorkflowServiceStubs stubs,
      WorkerFactory workers,
      DataConverter converter,
      WorkerProperties properties) {
    SweepSchedule sweep =
        new SweepSchedule(
            stubs, where.namespace(), converter, properties.taskQueue(), properties.sweep());
    return new WorkerLifecycle(where, stubs, workers, sweep::ensure, properties.drain());
  }

  @Bean
  TemporalHealth temporalHealthIndicator(
      ConnectionSettings.Resolved where, WorkflowServiceStubs stubs, WorkerLifecycle lifecycle) {
    return new TemporalHealth(where, stubs, lifecycle);
  }
}
