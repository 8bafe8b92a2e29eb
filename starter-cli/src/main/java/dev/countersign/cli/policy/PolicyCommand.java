package dev.countersign.cli.policy;

import dev.countersign.cli.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Everything about policies. */
@Command(
    name = "policy",
    description = "List, show and lint policies.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class PolicyCommand {
  private PolicyCommand() {}

  /** The command with its subcommands. */
  public static CommandLine commandLine(Surroundings surroundings) {
    CommandLine policy = new CommandLine(new PolicyCommand());
    policy.addSubcommand(new ListPoliciesCommand(surroundings));
    policy.addSubcommand(new ShowPolicyCommand(surroundings));
    policy.addSubcommand(new LintPolicyCommand(surroundings));
    return policy;
  }
}
