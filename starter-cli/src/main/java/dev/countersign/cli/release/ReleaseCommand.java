package dev.countersign.cli.release;

import dev.countersign.cli.Surroundings;
import dev.countersign.client.Order;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Everything about a release as a whole. */
@Command(
    name = "release",
    description = "Start, look at and steer releases.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class ReleaseCommand {
  private ReleaseCommand() {}

  /** The command with its subcommands. */
  public static CommandLine commandLine(Surroundings surroundings) {
    CommandLine release = new CommandLine(new ReleaseCommand());
    release.addSubcommand(new StartCommand(surroundings));
    release.addSubcommand(new ListCommand(surroundings));
    release.addSubcommand(new StatusCommand(surroundings));
    release.addSubcommand(new WatchCommand(surroundings));
    for (Order order : Order.values()) {
      if (order == Order.PROMOTE) {
        release.addSubcommand(new PromoteCommand(surroundings));
        continue;
      }
      CommandLine command = new CommandLine(new OrderCommand(surroundings, order));
      command.getCommandSpec().usageMessage().description(OrderCommand.purpose(order));
      release.addSubcommand(order.name().toLowerCase(Locale.ROOT), command);
    }
    release.addSubcommand(new RollbackCommand(surroundings));
    return release;
  }
}
