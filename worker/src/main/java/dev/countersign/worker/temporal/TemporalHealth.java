package dev.countersign.worker.temporal;

import dev.countersign.client.ConnectionSettings;
import dev.countersign.client.TemporalConnection;
import io.grpc.StatusRuntimeException;
import io.temporal.serviceclient.WorkflowServiceStubs;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up when Temporal answers and the workers take work. */
public final class TemporalHealth implements HealthIndicator {
  private final ConnectionSettings.Resolved where;
  private final WorkflowServiceStubs stubs;
  private final WorkerLifecycle lifecycle;

  public TemporalHealth(
      ConnectionSettings.Resolved where, WorkflowServiceStubs stubs, WorkerLifecycle lifecycle) {
    this.where = where;
    this.stubs = stubs;
    this.lifecycle = lifecycle;
  }

  @Override
  public Health health() {
    WorkerLifecycle.Condition condition = lifecycle.condition();
    Health.Builder health =
        Health.up()
            .withDetail("temporal", where.toString())
            .withDetail("worker", condition.words());
    if (!condition.polling()) {
      return health.down().build();
    }
    try {
      TemporalConnection.probe(stubs, where.namespace());
      return health.build();
    } catch (StatusRuntimeException e) {
      return health
          .down()
          .withDetail(
              "problem", String.valueOf(TemporalConnection.unreachable(where, e).getMessage()))
          .build();
    }
  }
}
