package dev.countersign.card;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.approval.Seat;
import dev.countersign.fixture.Contexts;
import dev.countersign.fixture.Loans;
import dev.countersign.fixture.SharedFiles;
import dev.countersign.gate.Bounds;
import dev.countersign.gate.Check;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.DecideOn;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Interval;
import dev.countersign.gate.Severity;
import dev.countersign.gate.Verdict;
import dev.countersign.manifest.ApprovalSpec.Board;
import dev.countersign.manifest.ManifestReader;
import dev.countersign.manifest.ManifestReading;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.plot.BarChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A card says what manifest and evidence say, fails where they say nothing, and harms nobody. */
class ModelCardGateTest {
  @TempDir Path folder;

  private static final String WHOLE =
      """
      apiVersion: countersign.dev/v1
      kind: ModelRelease
      metadata: {model: loans, version: "1", owner: lending, submittedBy: ci@x.example, trainedBy: [ada@x.example]}
      intendedUse:
        decision: Lend <b>money</b> | or not.
        affected: Applicants.
        harm: A wrong refusal.
        useCase: creditworthiness
        limitations: [Generated data.]
        outOfScope: [Anything real]
      data:
        source: loans.csv
        split: {evaluation: 0.5, seed: 1}
        id: id
        label: {column: paid, favourable: "yes", provenance: human-decision}
        protected: [{attribute: sex, column: sex, reference: m}]
        features: {include: [income, years, purpose]}
      mitigation: {method: upstream, description: nothing to mitigate}
      model: {uri: model.ubj, format: xgboost}
      monitoring:
        obligations:
          - {metric: default-rate, max: 0.05, due: 90d, owner: lending, consequence: rollback}
      """;

  private static ReleaseManifest read(String yaml) {
    ManifestReading reading = ManifestReader.read(yaml);
    assertThat(reading.problems()).isEmpty();
    return Objects.requireNonNull(reading.manifest());
  }

  private GateResult evaluation(Contexts contexts) {
    byte[] plot = new BarChart("<plot>", "a plot", "x", List.of()).toSvg().getBytes(UTF_8);
    EvidenceRef picture = contexts.evidence().put("evaluation-<plot>.svg", plot);
    Check check =
        new Check(
            "disparate-impact",
            "sex",
            "f",
            "m",
            "decisions",
            0.76,
            new Interval(0.6, 0.95, 0.95, "Katz log"),
            new Bounds(0.8, 1.25),
            Verdict.FAIL,
            120L,
            "P(favourable | group) / P(favourable | reference)",
            null,
            null);
    return GateResult.of("evaluation", List.of(check), List.of(picture));
  }

  private String artifact(Contexts contexts, GateResult result, String name) {
    return result.artifacts().stream()
        .filter(ref -> ref.name().equals(name))
        .map(ref -> new String(contexts.evidence().get(ref.digest()), UTF_8))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aWholeReleaseGetsAWholeCard() throws Exception {
    Loans.write(folder, 400, 1);
    try (Contexts contexts = Contexts.open(read(WHOLE), folder, folder.resolve("evidence"))) {
      contexts
          .model(Loans.TRUTH)
          .seats(new Seat("legal", Board.DEPLOYMENT, List.of("eve@x.example"), Duration.ofDays(5)))
          .earlier(evaluation(contexts));
      GateResult result = new ModelCardGate().run(contexts.build());
      assertThat(result.verdict()).isEqualTo(Verdict.PASS);
      assertThat(result.checks()).hasSize(15).allMatch(c -> c.value() == 1.0);

      String html = artifact(contexts, result, "model-card.html");
      assertThat(html)
          .contains("loans 1", "Lend &lt;b&gt;money&lt;/b&gt;", "<td>0.76</td>", "eve@x.example")
          .contains("earlier decisions, learnt with their bias", "default-rate", "5 days")
          .contains("data:image/svg+xml;base64,", "FAIL: disparate-impact of decisions")
          .doesNotContain("<b>", "<script", "http://", "https://");
      String markdown = artifact(contexts, result, "model-card.md");
      assertThat(markdown)
          .contains("# loans 1", "Lend \\<b\\>money\\</b\\> \\| or not.", "| sex |")
          .contains("## Out of scope");

      byte[] bom = artifact(contexts, result, "model-card.cdx.json").getBytes(UTF_8);
      assertThat(new JsonParser().validate(bom, Version.VERSION_16)).isEmpty();
      var card = new JsonParser().parse(bom).getComponents().getFirst().getModelCard();
      assertThat(card.getQuantitativeAnalysis().getPerformanceMetrics().getFirst().getSlice())
          .isEqualTo("sex: f against m");
      assertThat(card.getConsiderations().getTechnicalLimitations())
          .containsExactly("Generated data.");
      assertThat(new ModelCardGate().run(contexts.build())).isEqualTo(result);
    }
  }

  @Test
  void everySectionThatNothingFillsFailsAndSaysWhatToWriteWhere() {
    Loans.write(folder, 100, 1);
    ReleaseManifest bare =
        read(
            WHOLE
                .replace("  limitations: [Generated data.]\n", "")
                .replace("  outOfScope: [Anything real]\n", "")
                .replace("human-decision", "outcome")
                .replaceAll("(?s)monitoring:.*", "")
                .replace("mitigation: {method: upstream, description: nothing to mitigate}\n", ""));
    try (Contexts contexts = Contexts.open(bare, folder, folder.resolve("evidence"))) {
      GateResult result = new ModelCardGate().run(contexts.build());
      assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
      List<Check> empty =
          result.checks().stream().filter(c -> c.attribute() != null && c.value() == 0.0).toList();
      assertThat(empty)
          .extracting(Check::attribute)
          .containsExactly(
              "out-of-scope",
              "metrics",
              "ethical-considerations",
              "quantitative-analyses",
              "limitations",
              "monitoring");
      assertThat(empty).allMatch(c -> c.verdict() == Verdict.FAIL && c.note() != null);
      assertThat(empty.getFirst().note()).contains("intendedUse.outOfScope");
      assertThat(artifact(contexts, result, "model-card.html"))
          .contains("Empty. Write what the model must not be used for");
    }
  }

  @Test
  void aPolicyMayLetAnEmptySectionWarn() {
    Loans.write(folder, 100, 1);
    CheckBar warns = new CheckBar(1.0, null, null, Severity.WARN, DecideOn.ESTIMATE, "minimal");
    ReleaseManifest manifest = read(WHOLE.replace("  outOfScope: [Anything real]\n", ""));
    try (Contexts contexts = Contexts.open(manifest, folder, folder.resolve("evidence"))) {
      contexts.earlier(evaluation(contexts)).bar("model-card", "completeness", warns);
      GateResult result = new ModelCardGate().run(contexts.build());
      assertThat(result.verdict()).isEqualTo(Verdict.WARN);
    }
  }

  @Test
  void theGermanExampleHasEverySectionItsManifestCanFill() throws IOException {
    var example = SharedFiles.find("examples/german-credit.yaml");
    if (example.isEmpty()) {
      return;
    }
    ReleaseManifest manifest = read(Files.readString(example.get()));
    try (Contexts contexts =
        Contexts.open(manifest, example.get().getParent(), folder.resolve("evidence"))) {
      contexts.earlier(evaluation(contexts));
      GateResult result = new ModelCardGate().run(contexts.build());
      assertThat(result.verdict()).isEqualTo(Verdict.PASS);
      assertThat(artifact(contexts, result, "model-card.md"))
          .contains("Insurance pricing", "reweighing on age", "Annex III, point 5");
    }
  }
}
