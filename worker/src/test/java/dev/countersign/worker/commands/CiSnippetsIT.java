package dev.countersign.worker.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The snippets of {@code docs/ci.md}: read as the CI systems read them, their commands run by a
 * shell.
 */
class CiSnippetsIT {
  private static final Pattern SNIPPET = Pattern.compile("```yaml\\R(.*?)```", Pattern.DOTALL);

  @TempDir static Path folder;
  private static Live live;
  private static Installed installed;

  @BeforeAll
  static void start() throws IOException {
    Loans.write(folder);
    live = Live.start(folder);
    installed = Installed.into(folder);
  }

  @AfterAll
  static void stop() {
    live.close();
  }

  private static List<Map<?, ?>> snippets() {
    try {
      Matcher found = SNIPPET.matcher(Files.readString(Path.of("..", "docs", "ci.md")));
      List<Map<?, ?>> snippets = new ArrayList<>();
      while (found.find()) {
        assertThat(found.group(1).lines().count()).as("ten lines at most").isLessThanOrEqualTo(10);
        snippets.add(
            (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(found.group(1)));
      }
      return snippets;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object at(Object node, Object... path) {
    Object here = node;
    for (Object key : path) {
      here = ((Map<?, ?>) here).get(key);
    }
    return here;
  }

  private static List<String> commandsOfGitHub() {
    return ((List<?>) at(snippets().get(0), "jobs", "release", "steps"))
        .stream()
            .map(step -> ((Map<?, ?>) step).get("run"))
            .filter(String.class::isInstance)
            .map(String.class::cast)
            .toList();
  }

  private static List<String> commandsOfGitLab() {
    return ((List<?>) at(snippets().get(1), "release", "script"))
        .stream().map(String::valueOf).toList();
  }

  /** Runs the commands as a job does, one after another until one fails; gives the exit codes. */
  private static List<Integer> job(Path checkout, List<String> commands) throws Exception {
    Map<String, String> environment =
        Map.of(
            "TEMPORAL_ADDRESS", live.temporal.address(),
            "COUNTERSIGN_KEY", live.keys.of("ci@lending.example"),
            "GITHUB_STEP_SUMMARY", checkout.resolve("step.md").toString(),
            "XDG_STATE_HOME", checkout.resolve("home").toString());
    List<Integer> codes = new ArrayList<>();
    for (String command : commands) {
      codes.add(installed.run(checkout, environment, command).code());
      if (codes.getLast() != 0) {
        break;
      }
    }
    return codes;
  }

  private static Path checkout(String model, String more) throws IOException {
    Path checkout = Files.createDirectories(folder.resolve(model));
    Files.copy(folder.resolve("loans.csv"), checkout.resolve("loans.csv"));
    Files.move(
        checkout.resolve(Loans.manifest(checkout, model, "1", "1s", more)),
        checkout.resolve("release.yaml"));
    return checkout;
  }

  @Test
  void theOneForGitHubActionsChecksStartsAndReports() throws Exception {
    Path checkout = checkout("github", "");
    assertThat(job(checkout, commandsOfGitHub())).containsExactly(0, 0);
    assertThat(checkout.resolve("countersign.xml"))
        .content()
        .contains("<testsuites", "data-audit", "deployment-board")
        .doesNotContain("<error", "<failure");
    assertThat(checkout.resolve("step.md")).content().contains("## Release github/1", "**Next:**");
  }

  @Test
  void theOneForGitLabChecksStartsAndReports() throws Exception {
    Path checkout = checkout("gitlab", "");
    assertThat(job(checkout, commandsOfGitLab())).containsExactly(0, 0);
    assertThat(at(snippets().get(1), "release", "artifacts", "reports", "junit"))
        .isEqualTo("countersign.xml");
    assertThat(checkout.resolve("countersign.xml")).content().contains("<testsuites");
    assertThat(checkout.resolve("countersign.md")).content().contains("## Release gitlab/1");
  }

  @Test
  void aJobStopsAtAGateThatFailsAndItsReportSaysWhich() throws Exception {
    String strict = "gates: {evaluation: {checks: {roc-auc: {min: 0.999, severity: block}}}}\n";
    Path checkout = checkout("strict", strict);
    assertThat(job(checkout, commandsOfGitLab())).containsExactly(3);
    assertThat(job(checkout, commandsOfGitLab().subList(1, 2))).containsExactly(3);
    assertThat(checkout.resolve("countersign.xml")).content().contains("<failure", "roc-auc");
    assertThat(checkout.resolve("countersign.md")).content().contains("REJECTED at evaluation");
  }
}
