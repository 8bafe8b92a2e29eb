package dev.countersign.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.cli.Cli;
import dev.countersign.cli.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code docs/cli.md} is made from the commands themselves. */
class CliReferenceTest {
  private static final String RECREATE = "countersign.recreate";

  private static final String INTRO =
      """
      <!-- Made from the commands by CliReferenceTest; recreate it with -Dcountersign.recreate=true. -->
      # The command line

      `R` is a release, written `model/version`. Errors say on standard error what is wrong, where, and what to do next. With
      `--json` standard output holds one JSON document and nothing else, also when the command fails. A terminal gets a list
      that is redrawn, a pipe plain lines.

      | exit code | means |
      | ---: | --- |
      | 0 | released or passed |
      | 1 | unexpected error |
      | 2 | the command or the manifest is wrong |
      | 3 | a gate failed |
      | 4 | held or inconclusive |
      | 5 | rejected by people or expired |
      | 6 | rolled back |
      | 7 | can't reach a server |
      """;

  @Test
  void theReferenceIsUpToDate() throws IOException {
    Surroundings here = Surroundings.ofProcess();
    String made =
        INTRO
            + Stream.concat(
                    leaves(Main.commandLine(here)).stream(), leaves(Cli.commandLine(here)).stream())
                .map(CliReferenceTest::section)
                .collect(Collectors.joining());
    Path file = Path.of("..", "docs", "cli.md");
    if (Boolean.getBoolean(RECREATE)) {
      Files.writeString(file, made);
    }
    assertThat(file)
        .as("%s is made from code: recreate it with -D%s=true", file, RECREATE)
        .hasContent(made);
  }

  private static List<CommandLine> leaves(CommandLine command) {
    return command.getSubcommands().isEmpty()
        ? List.of(command)
        : command.getSubcommands().values().stream().flatMap(sub -> leaves(sub).stream()).toList();
  }

  private static String section(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    StringBuilder text = new StringBuilder();
    text.append("\n## ").append(spec.qualifiedName()).append("\n\n");
    text.append(String.join(" ", spec.usageMessage().description())).append("\n\n");
    text.append("    ").append(synopsis(spec)).append("\n\n");
    text.append("| | |\n| --- | --- |\n");
    for (PositionalParamSpec one : spec.positionalParameters()) {
      row(text, "`" + one.paramLabel() + "`", one);
    }
    for (OptionSpec one : spec.options()) {
      if (!one.usageHelp() && !one.versionHelp()) {
        row(text, "`" + String.join("`, `", one.names()) + "`" + label(one), one);
      }
    }
    String footer = String.join("\n", spec.usageMessage().footer()).strip();
    if (!footer.isEmpty()) {
      text.append('\n').append(footer).append('\n');
    }
    return text.toString();
  }

  private static String synopsis(CommandSpec spec) {
    String parameters =
        Stream.concat(
                spec.positionalParameters().stream().map(CliReferenceTest::parameter),
                spec.options().stream()
                    .filter(OptionSpec::required)
                    .map(one -> one.longestName() + " " + one.paramLabel()))
            .collect(Collectors.joining(" "));
    return (spec.qualifiedName() + " " + parameters).strip() + " [options]";
  }

  private static String parameter(PositionalParamSpec one) {
    return one.required() ? one.paramLabel() : "[" + one.paramLabel() + "…]";
  }

  private static String label(OptionSpec one) {
    return one.arity().max() == 0 ? "" : " " + one.paramLabel();
  }

  private static void row(StringBuilder text, String name, ArgSpec one) {
    String description = String.join(" ", one.description()).replace("|", "\\|").replace("%%", "%");
    text.append("| ")
        .append(name.replace("|", "\\|"))
        .append(" | ")
        .append(description)
        .append(one.required() ? " Required." : "")
        .append(" |\n");
  }
}
