package dev.countersign.worker;

import dev.countersign.cli.Cli;
import dev.countersign.cli.Surroundings;
import dev.countersign.worker.check.CheckCommand;
import dev.countersign.worker.check.ExplainCommand;
import dev.countersign.worker.check.RolloutCommand;
import dev.countersign.worker.demo.DemoCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Starts the commands that need a worker's parts. */
@Command(
    name = "countersign",
    description = "Releases machine-learning models safely, as one durable workflow.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine(Surroundings.ofProcess()).execute(arguments));
  }

  /** The command line, ready to execute. */
  public static CommandLine commandLine(Surroundings surroundings) {
    CommandLine commands = new CommandLine(new Main());
    commands.addSubcommand(new CheckCommand(surroundings));
    commands.addSubcommand(new ExplainCommand(surroundings));
    commands.addSubcommand(RolloutCommand.commandLine(surroundings));
    commands.addSubcommand(new DemoCommand(surroundings));
    commands.addSubcommand(new WorkerCommand(surroundings));
    commands.addSubcommand(new AgentCommand(surroundings));
    return Cli.prepared(commands, surroundings.terminal());
  }
}
