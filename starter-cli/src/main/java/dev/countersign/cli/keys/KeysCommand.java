package dev.countersign.cli.keys;

import dev.countersign.cli.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Everything about signing keys. */
@Command(
    name = "keys",
    description = "Make signing keys.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class KeysCommand {
  private KeysCommand() {}

  /** The command with its subcommands. */
  public static CommandLine commandLine(Surroundings surroundings) {
    CommandLine keys = new CommandLine(new KeysCommand());
    keys.addSubcommand(new NewKeyCommand(surroundings));
    return keys;
  }
}
