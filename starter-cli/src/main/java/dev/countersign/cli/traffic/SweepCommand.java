package dev.countersign.cli.traffic;

import dev.countersign.activity.SweepReport;
import dev.countersign.activity.SweepReport.State;
import dev.countersign.cli.ConnectionOptions;
import dev.countersign.cli.JsonOption;
import dev.countersign.cli.Surroundings;
import dev.countersign.report.ExitCode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Gives back, now, what a rollout left at a router that runs no more. */
@Command(
    name = "sweep",
    description = {
      "Look at every router a rollout ever moved; give back what no living rollout stands behind.",
      "Workers do so every minute by a schedule. Exit code 4: a router can't be verified."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "It takes as long as the slowest router. Ctrl-C ends the waiting, not the sweep; the same",
      "command then waits for the one that runs."
    })
final class SweepCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final JsonOption json = new JsonOption();
  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  SweepCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    try (ConnectionOptions.Session session = connection.open(surroundings)) {
      SweepReport report = session.sweeps().sweep();
      if (json.isWanted()) {
        json.print(surroundings.terminal(), report);
      } else {
        print(report, surroundings.terminal().out());
      }
      boolean open = report.routers().stream().anyMatch(swept -> swept.state() == State.UNVERIFIED);
      return open ? ExitCode.HELD.code() : ExitCode.OK.code();
    }
  }

  private static void print(SweepReport report, PrintWriter out) {
    if (report.routers().isEmpty()) {
      out.println("no rollout ever moved a router here");
    }
    for (SweepReport.Swept swept : report.routers()) {
      out.println(
          "%-10s %s in %s (%s, %s): %s"
              .formatted(
                  swept.state().name().toLowerCase(Locale.ROOT),
                  swept.model(),
                  swept.environment(),
                  swept.router(),
                  swept.id(),
                  swept.words()));
    }
    out.flush();
  }
}
