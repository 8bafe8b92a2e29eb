package dev.countersign.cli.policy;

import dev.countersign.cli.InputFile;
import dev.countersign.cli.JsonOption;
import dev.countersign.cli.Surroundings;
import dev.countersign.cli.Terminal;
import dev.countersign.manifest.Problem;
import dev.countersign.policy.PolicyLint;
import dev.countersign.report.ExitCode;
import dev.countersign.report.ProblemLines;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Finds what is wrong with a policy before a release does. */
@Command(
    name = "lint",
    description = "What is wrong with a policy: its form, unknown words, bars looser than a floor.",
    mixinStandardHelpOptions = true)
final class LintPolicyCommand implements Callable<Integer> {
  private static final long MAX_BYTES = 4L << 20;

  private final Surroundings surroundings;

  @Parameters(paramLabel = "FILE", description = "The policy.")
  private Path file = Path.of("policy.yaml");

  @Mixin private final JsonOption json = new JsonOption();

  LintPolicyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    List<Problem> problems = PolicyLint.lint(InputFile.text(file, surroundings, MAX_BYTES));
    Terminal terminal = surroundings.terminal();
    if (json.isWanted()) {
      json.print(terminal, Map.of("problems", problems));
    } else {
      ProblemLines.of(file.toString(), problems).forEach(terminal.out()::println);
      terminal
          .out()
          .println(problems.isEmpty() ? file + ": nothing wrong" : problems.size() + " wrong");
      terminal.out().flush();
    }
    return problems.isEmpty() ? 0 : ExitCode.USAGE.code();
  }
}
