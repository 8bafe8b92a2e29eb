package dev.countersign.worker;

import dev.countersign.cli.CommandFailure;
import dev.countersign.cli.Surroundings;
import dev.countersign.report.ExitCode;
import dev.countersign.traffic.TrafficException;
import dev.countersign.traffic.agent.AgentSettings;
import dev.countersign.traffic.agent.TrafficAgent;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the agent beside a router until it is told to stop. */
@Command(
    name = "agent",
    description = "Run the agent beside a router: it holds the lease and keeps the router to it.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Workers move traffic through it, bearing the token in "
          + TrafficAgent.TOKEN
          + " (16 characters",
      "or more), which this command reads from its environment too. Needs no Temporal. Killing it",
      "strands nothing: the lease runs on, and what stands in its folder is enforced when it"
          + " starts",
      "again. One agent for each router, model and environment. See docs/traffic.md."
    })
final class AgentCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(names = "-f", required = true, paramLabel = "FILE", description = "Its settings.")
  private Path file = Path.of("agent.yaml");

  AgentCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (TrafficAgent agent =
        TrafficAgent.start(
            AgentSettings.read(surroundings.path(file)), surroundings.environment())) {
      PrintWriter out = surroundings.terminal().out();
      out.println("the agent listens at " + agent.address());
      out.flush();
      new CountDownLatch(1).await();
    } catch (TrafficException | IllegalArgumentException e) {
      throw new CommandFailure(
          ExitCode.USAGE, String.valueOf(e.getMessage()), "Mend that and start it again", e);
    }
    return 0;
  }
}
