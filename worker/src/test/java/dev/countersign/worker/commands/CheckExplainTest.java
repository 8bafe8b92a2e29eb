package dev.countersign.worker.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.worker.commands.Shell.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check --explain} shows of the questions that data is asked. */
class CheckExplainTest {
  @TempDir Path folder;

  @BeforeAll
  static void logAsCommandsDo() {
    Shell.logAsCommandsDo();
  }

  @Test
  void everyStatementIsPrintedWithItsValuesBesideTheOneDocument() throws IOException {
    Loans.write(folder);
    String manifest = Loans.manifest(folder, "loans", "1", "1s", "");
    Said plain = check("data-audit", manifest);
    Said explained = check("data-audit", manifest, "--explain");

    assertThat(explained.code()).as(explained.toString()).isEqualTo(plain.code());
    assertThat(explained.json()).isEqualTo(plain.json());
    assertThat(plain.err()).doesNotContain("SELECT");
    assertThat(statements(explained))
        .hasSizeGreaterThan(5)
        .allMatch(line -> line.contains(";"))
        .anyMatch(line -> line.contains("GROUP BY") && values(line).contains("'accepted'"))
        .noneMatch(line -> line.substring(0, line.indexOf(';')).contains("accepted"));
  }

  @Test
  void numbersOfVeryManyRowsAreAddedUpWhereTheyAre() throws IOException {
    writeLimits(100_001);
    Said explained = check("evaluation", "limits.yaml", "--explain");

    assertThat(explained.code()).as(explained.toString()).isIn(0, 4);
    assertThat(explained.json().at("/gates/0/checks").findValuesAsText("check"))
        .contains("mean-absolute-error");
    assertThat(statements(explained))
        .anyMatch(line -> line.contains("sum(q)") && line.contains("GROUP BY k0"))
        .anyMatch(line -> line.contains("atan(") && values(line).contains("350.0"))
        .allMatch(line -> line.matches(".*(count|sum|avg|bool_or)\\(.*|.* LIMIT \\d+.*"));
  }

  private void writeLimits(int count) throws IOException {
    String rows =
        IntStream.range(0, count)
            .mapToObj(i -> "%d,%d,%d,%s".formatted(i % 701, i % 699, i, i % 2 == 0 ? "f" : "m"))
            .collect(Collectors.joining("\n", "limit,said,income,sex\n", "\n"));
    Files.writeString(folder.resolve("limits.csv"), rows);
    Files.writeString(
        folder.resolve("limits.yaml"),
        """
        apiVersion: countersign.dev/v1
        kind: ModelRelease
        metadata: {model: limits, version: "1", owner: bank, submittedBy: ci@x.example, trainedBy: [ada@x.example]}
        intendedUse: {decision: Lend, affected: Borrowers, harm: Less money, useCase: other}
        data:
          source: limits.csv
          label: {column: limit, favourable: ">=350", provenance: outcome, task: regression}
          protected: [{attribute: sex, column: sex, reference: m}]
        predictions: {column: said}
        """);
  }

  private static List<String> statements(Said said) {
    return said.err().lines().filter(line -> line.startsWith("SELECT")).toList();
  }

  private static String values(String statement) {
    return statement.substring(statement.indexOf(';'));
  }

  private Said check(String gate, String manifest, String... more) {
    List<String> arguments = new ArrayList<>(List.of("check", gate, "-f", manifest, "--json"));
    arguments.addAll(List.of(more));
    return new Shell(folder, Map.of("HOME", folder.toString()))
        .run(arguments.toArray(String[]::new));
  }
}
