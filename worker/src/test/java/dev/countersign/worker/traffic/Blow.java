package dev.countersign.worker.traffic;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.ResetWorkflowExecutionRequest;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.util.UUID;

/** What can befall a rollout. */
enum Blow {
  WORKER {
    @Override
    String strike(LiveBed bed, Callers callers, WorkflowStub rollout) {
      String pid = "worker " + bed.worker.pid();
      bed.worker.kill();
      return pid;
    }

    @Override
    void mend(LiveBed bed, Callers callers) {
      bed.worker.startAgain();
    }
  },
  ROUTER {
    @Override
    String strike(LiveBed bed, Callers callers, WorkflowStub rollout) {
      String pid = "haproxy " + bed.haproxy.pid();
      callers.outage();
      bed.haproxy.kill();
      return pid;
    }

    @Override
    void mend(LiveBed bed, Callers callers) {
      bed.haproxy.startAgain();
      callers.outage();
    }
  },
  AGENT {
    @Override
    String strike(LiveBed bed, Callers callers, WorkflowStub rollout) {
      String pid = "agent " + bed.agent.pid();
      bed.agent.kill();
      return pid;
    }

    @Override
    void mend(LiveBed bed, Callers callers) {
      bed.agent.startAgain();
    }
  },
  TEMPORAL {
    @Override
    String strike(LiveBed bed, Callers callers, WorkflowStub rollout) {
      String pid = "temporal " + bed.temporal.pid();
      bed.temporal.kill();
      return pid;
    }

    @Override
    void mend(LiveBed bed, Callers callers) {
      bed.temporal.startAgain();
    }
  },
  AGENT_STALLS {
    @Override
    String strike(LiveBed bed, Callers callers, WorkflowStub rollout) {
      signal("STOP", bed.agent.pid());
      return "stalled agent " + bed.agent.pid();
    }

    @Override
    void mend(LiveBed bed, Callers callers) {
      signal("CONT", bed.agent.pid());
    }
  },
  ROUTER_STALLS {
    @Override
    String strike(LiveBed bed, Callers callers, WorkflowStub rollout) {
      signal("STOP", bed.haproxy.pid());
      return "stalled haproxy " + bed.haproxy.pid();
    }

    @Override
    void mend(LiveBed bed, Callers callers) {
      signal("CONT", bed.haproxy.pid());
    }
  },
  TERMINATE {
    @Override
    String strike(LiveBed bed, Callers callers, WorkflowStub rollout) {
      rollout.terminate("by hand, as an operator might");
      return "terminated";
    }
  },
  RESET {
    @Override
    String strike(LiveBed bed, Callers callers, WorkflowStub rollout) {
      WorkflowExecution run = rollout.describe().getExecution();
      var _ =
          bed.client()
              .getWorkflowServiceStubs()
              .blockingStub()
              .resetWorkflowExecution(
                  ResetWorkflowExecutionRequest.newBuilder()
                      .setNamespace("default")
                      .setWorkflowExecution(run)
                      .setReason("by hand, as an operator might")
                      .setWorkflowTaskFinishEventId(4)
                      .setRequestId(UUID.randomUUID().toString())
                      .build());
      return "reset to its beginning";
    }
  };

  /** Strikes, and says whom. */
  abstract String strike(LiveBed bed, Callers callers, WorkflowStub rollout);

  /** Brings back what is down. */
  void mend(LiveBed bed, Callers callers) {}

  private static void signal(String name, long pid) {
    try {
      int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
      if (code != 0) {
        throw new AssertionError("kill -" + name + " ended with " + code);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
