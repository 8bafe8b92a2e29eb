package dev.countersign.release;

import static dev.countersign.release.CheckFixture.gate;
import static dev.countersign.release.CheckFixture.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.fixture.Borrowers;
import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the gates over the example manifests as {@code check} does. */
class LocalCheckTest {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("countersign.shared", "../../shared")).resolve("examples");

  @TempDir Path folder;

  private LocalCheck.Outcome check(Path manifest, String... gates) throws IOException {
    return new CheckFixture(folder).check(manifest, gates);
  }

  @Test
  void every_example_runs_through_every_gate_it_has_something_for() throws IOException {
    if (!Files.isDirectory(EXAMPLES)) {
      System.out.println("left out: the example manifests are not here");
      return;
    }
    List<Path> manifests;
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      manifests = files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    }
    assertThat(manifests).isNotEmpty();
    for (Path manifest : manifests) {
      LocalCheck.Outcome outcome = check(manifest);
      assertThat(outcome.problems()).as(manifest.toString()).isEmpty();
      assertThat(failures(outcome.report()))
          .as(manifest.toString())
          .contains(EXPECTED.get(name(manifest)));
      if (name(manifest).equals("adult-audit.yaml")) {
        assertThatBothFail(outcome.report());
      }
    }
  }

  /**
   * The audit of Adult fails by far, on training and evaluation rows alike, and nothing answers.
   */
  private static void assertThatBothFail(LocalCheck.Report adult) {
    Check sex = named(gate(adult, "data-audit"), "disparate-impact", "Female");
    assertThat(sex.attribute()).isEqualTo("sex");
    assertThat(sex.value()).isBetween(0.35, 0.37);
    assertThat(sex.alongside().value()).isBetween(0.33, 0.39);
    assertThat(gate(adult, "mitigation").verdict()).isEqualTo(Verdict.FAIL);
  }

  /** What must stand out in each example, by the example's own words. */
  private static final Map<String, String> EXPECTED =
      Map.of(
          "adult-audit.yaml", "data-audit disparate-impact sex Female FAIL",
          "german-credit.yaml", "data-audit disparate-impact age <=25 FAIL",
          "german-forest-onnx.yaml", "data-audit proxy-auc sex female FAIL",
          "german-lightgbm.yaml", "data-audit proxy-auc sex female FAIL",
          "german-pipeline-onnx.yaml", "data-audit proxy-auc sex female FAIL",
          "german-xgboost.yaml", "data-audit proxy-auc sex female FAIL");

  private static String name(Path manifest) {
    return manifest.getFileName().toString();
  }

  private static List<String> failures(LocalCheck.Report report) {
    return report.gates().stream()
        .flatMap(
            gate ->
                gate.checks().stream()
                    .filter(check -> check.verdict() == Verdict.FAIL)
                    .map(
                        check ->
                            String.join(
                                " ",
                                gate.gate(),
                                check.check(),
                                check.attribute(),
                                check.group(),
                                "FAIL")))
        .toList();
  }

  @Test
  void german_credit_goes_on_once_its_labels_are_reweighed() throws IOException {
    Path manifest = EXAMPLES.resolve("german-credit.yaml");
    if (!Files.exists(manifest)) {
      System.out.println("left out: the example manifests are not here");
      return;
    }
    LocalCheck.Report report = check(manifest, "data-audit", "mitigation", "evaluation").report();
    assertThat(report.verdict()).isEqualTo(Verdict.WARN);
    assertThat(report.gates().get(1).weights()).isNotEmpty();
  }

  @Test
  void only_what_was_asked_for_is_reported() {
    Borrowers.write(folder);
    LocalCheck.Report report =
        new CheckFixture(folder)
            .report(Borrowers.manifest(Borrowers.GRADE, Borrowers.TRAINING), "evaluation");
    assertThat(report.gates()).extracting(GateResult::gate).containsExactly("evaluation");
  }
}
