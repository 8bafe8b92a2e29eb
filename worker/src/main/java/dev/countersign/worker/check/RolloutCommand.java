package dev.countersign.worker.check;

import dev.countersign.cli.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Everything about rollouts that needs no server. */
@Command(
    name = "rollout",
    description = "Look at a rollout before it begins.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class RolloutCommand {
  private RolloutCommand() {}

  /** The command with its subcommands. */
  public static CommandLine commandLine(Surroundings surroundings) {
    CommandLine rollout = new CommandLine(new RolloutCommand());
    rollout.addSubcommand(new SimulateCommand(surroundings));
    return rollout;
  }
}
