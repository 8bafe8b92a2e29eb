package dev.countersign.cli;

import dev.countersign.cli.keys.KeysCommand;
import dev.countersign.cli.passport.PassportCommand;
import dev.countersign.cli.passport.VerifyCommand;
import dev.countersign.cli.policy.PolicyCommand;
import dev.countersign.cli.release.DrillCommand;
import dev.countersign.cli.release.ReleaseCommand;
import dev.countersign.cli.sign.SignOffCommand;
import dev.countersign.cli.sign.WaiveCommand;
import dev.countersign.cli.traffic.TrafficCommand;
import dev.countersign.client.ReleaseName;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.TypeConversionException;

/** All commands of the client, put together. */
@Command(
    name = "countersign",
    description = "Releases machine-learning models safely, as one durable workflow.",
    mixinStandardHelpOptions = true,
    versionProvider = Cli.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nWith a worker's parts inside:%n",
    footer = {
      "  demo      One release on the embedded server; nothing to install.",
      "  worker    The worker and the approvals pages, against your Temporal.",
      "  check     Gates here and now, without a server.",
      "  explain   Why the model decided one row as it did.",
      "  rollout   A dry run of a rollout, without a server.",
      "",
      "Exit codes: 0 released or passed, 1 unexpected error, 2 the command or the",
      "manifest is wrong, 3 a gate failed, 4 held or inconclusive, 5 rejected by",
      "people or expired, 6 rolled back, 7 can't reach a server."
    })
public final class Cli {
  private Cli() {}

  /** The command line, ready to execute. */
  public static CommandLine commandLine(Surroundings surroundings) {
    CommandLine cli = new CommandLine(new Cli());
    cli.addSubcommand(ReleaseCommand.commandLine(surroundings));
    cli.addSubcommand(new DrillCommand(surroundings));
    cli.addSubcommand(TrafficCommand.commandLine(surroundings));
    cli.addSubcommand(SignOffCommand.approve(surroundings));
    cli.addSubcommand(SignOffCommand.reject(surroundings));
    cli.addSubcommand(new WaiveCommand(surroundings));
    cli.addSubcommand(new PassportCommand(surroundings));
    cli.addSubcommand(new VerifyCommand(surroundings));
    cli.addSubcommand(PolicyCommand.commandLine(surroundings));
    cli.addSubcommand(KeysCommand.commandLine(surroundings));
    return prepared(cli, surroundings.terminal());
  }

  /** The same manners for every command: writers, errors, names of releases. */
  public static CommandLine prepared(CommandLine cli, Terminal terminal) {
    cli.setOut(terminal.out());
    cli.setErr(terminal.err());
    cli.setParameterExceptionHandler(new UsageHandler(terminal));
    cli.setExecutionExceptionHandler(new FailureHandler(terminal));
    cli.setCaseInsensitiveEnumValuesAllowed(true);
    cli.setUsageHelpAutoWidth(false);
    cli.registerConverter(ReleaseName.class, Cli::releaseName);
    return cli;
  }

  private static ReleaseName releaseName(String text) {
    try {
      return ReleaseName.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  /** Tells the version that was built. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String built = Cli.class.getPackage().getImplementationVersion();
      return new String[] {"countersign " + (built == null ? "(not packaged)" : built)};
    }
  }
}
