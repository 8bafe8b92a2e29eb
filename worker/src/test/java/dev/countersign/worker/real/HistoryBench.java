package dev.countersign.worker.real;

import dev.countersign.client.ReleaseName;
import dev.countersign.workflow.ReleaseResult;
import io.temporal.client.WorkflowExecutionDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Events and bytes of the histories of one whole release, on a real server. */
public final class HistoryBench {
  private HistoryBench() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("countersign-bench");
    try (Testbed testbed = Testbed.start(folder)) {
      LoanManifest manifest = LoanManifest.of("loan-approval", "1");
      ReleaseResult result = testbed.release(manifest);
      System.out.println(result.outcome() + ": " + result.reason());
      ReleaseName name = manifest.name();
      System.out.println("| history | events | bytes |");
      System.out.println("| --- | --- | --- |");
      for (String id : List.of(name.workflowId(), Fleet.rollout(name))) {
        WorkflowExecutionDescription run = testbed.client().newUntypedWorkflowStub(id).describe();
        System.out.printf(
            "| `%s` | %d | %,d |%n",
            id,
            run.getRawDescription().getWorkflowExecutionInfo().getHistoryLength(),
            run.getRawDescription().getWorkflowExecutionInfo().getHistorySizeBytes());
      }
      for (String id : List.of(name.workflowId(), Fleet.rollout(name))) {
        RealHistory history = RealHistory.of(testbed.history(id));
        System.out.println(id + " by kind: " + history.kinds());
        System.out.println(id + " largest: " + history.largest(8));
      }
    }
  }
}
