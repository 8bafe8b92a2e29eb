package dev.countersign.cli.traffic;

import dev.countersign.cli.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Everything about traffic beside a release. */
@Command(
    name = "traffic",
    description = "Look after what routers really route.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class TrafficCommand {
  private TrafficCommand() {}

  /** The command with its subcommands. */
  public static CommandLine commandLine(Surroundings surroundings) {
    CommandLine traffic = new CommandLine(new TrafficCommand());
    traffic.addSubcommand(new SweepCommand(surroundings));
    traffic.addSubcommand(new ForgetCommand(surroundings));
    return traffic;
  }
}
