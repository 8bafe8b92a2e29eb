package dev.countersign.cli.release;

import dev.countersign.cli.CommandFailure;
import dev.countersign.cli.ConnectionOptions;
import dev.countersign.cli.JsonOption;
import dev.countersign.cli.Surroundings;
import dev.countersign.client.ReleaseName;
import dev.countersign.report.ExitCode;
import dev.countersign.workflow.Command;
import dev.countersign.workflow.ReleaseView;
import dev.countersign.workflow.RollbackResult;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a released version out of traffic again. */
@picocli.CommandLine.Command(
    name = "rollback",
    description = "After RELEASED, within the window: back to the former champion.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Without a worker nothing is started: exit code 7. Ctrl-C ends the waiting, not the"
          + " rollback;",
      "the same command then waits for the one that runs and starts no second."
    })
final class RollbackCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "R", description = "model/version")
  private @Nullable ReleaseName name;

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description = "Where (default: where the release rolled out).")
  private @Nullable String environment;

  @Mixin private final Operator operator = new Operator();
  @Mixin private final JsonOption json = new JsonOption();
  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  RollbackCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    ReleaseName release = Objects.requireNonNull(name);
    Authority authority = operator.authority(surroundings);
    try (ConnectionOptions.Session session = connection.open(surroundings)) {
      String where =
          environment == null
              ? environment(release, session.releases().view(release))
              : environment;
      Command command =
          authority.command(release, "rollback", session.releases(), surroundings.clock());
      RollbackResult result = session.rollbacks().rollBack(release, where, command);
      if (json.isWanted()) {
        json.print(surroundings.terminal(), result);
      } else {
        PrintWriter out = surroundings.terminal().out();
        out.println("rolled back " + release + " in " + where);
        out.println("  read back: " + result.observed());
        out.println("  probe: " + result.probe());
        out.flush();
      }
    }
    return 0;
  }

  private static String environment(ReleaseName release, ReleaseView view) {
    String rollout = view.rolloutId();
    if (rollout == null) {
      throw new CommandFailure(
          ExitCode.USAGE,
          release + " never rolled out",
          "Name the environment with --environment if you know better");
    }
    return rollout.replaceFirst("^rollout/", "").replaceFirst("/[^/]*$", "");
  }
}
