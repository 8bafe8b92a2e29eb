package dev.countersign.worker.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.worker.commands.Shell.Said;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    Said plain = check(manifest);
    Said explained = check(manifest, "--explain");

    assertThat(explained.code()).as(explained.toString()).isEqualTo(plain.code());
    assertThat(explained.json()).isEqualTo(plain.json());
    assertThat(plain.err()).doesNotContain("SELECT");
    List<String> statements =
        explained.err().lines().filter(line -> line.startsWith("SELECT")).toList();
    assertThat(statements)
        .hasSizeGreaterThan(5)
        .allMatch(line -> line.contains(";"))
        .anyMatch(line -> line.contains("GROUP BY") && values(line).contains("'accepted'"))
        .noneMatch(line -> line.substring(0, line.indexOf(';')).contains("accepted"));
  }

  private static String values(String statement) {
    return statement.substring(statement.indexOf(';'));
  }

  private Said check(String manifest, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("check", "data-audit", "-f", manifest, "--json"));
    arguments.addAll(List.of(more));
    return new Shell(folder, Map.of("HOME", folder.toString()))
        .run(arguments.toArray(String[]::new));
  }
}
