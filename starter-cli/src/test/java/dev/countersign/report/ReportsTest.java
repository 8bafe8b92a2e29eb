package dev.countersign.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.countersign.client.Ending;
import dev.countersign.client.ReleaseName;
import dev.countersign.gate.Bounds;
import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Verdict;
import dev.countersign.manifest.Problem;
import dev.countersign.workflow.Ended;
import dev.countersign.workflow.Outcome;
import dev.countersign.workflow.ReleaseResult;
import dev.countersign.workflow.ReleaseView;
import dev.countersign.workflow.Stage;
import dev.countersign.workflow.StageView;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What CI systems and people read of a release. */
class ReportsTest {
  private static final ReleaseName NAME = new ReleaseName("credit-risk", "1");
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

  /** A release that stands at {@code last}, in this status; earlier stages passed. */
  private static ReleaseView view(Stage last, StageView.Status status, @Nullable Outcome outcome) {
    List<StageView> stages = new ArrayList<>();
    for (Stage stage : Stage.values()) {
      boolean over = stage.compareTo(last) < 0;
      boolean here = stage == last;
      stages.add(
          new StageView(
              stage,
              over ? StageView.Status.PASSED : here ? status : StageView.Status.TO_COME,
              over || here ? "came to <" + stage.title() + ">" : null,
              over || here ? NOW : null,
              over || (here && outcome != null) ? NOW.plusSeconds(3) : null,
              List.of()));
    }
    return new ReleaseView(
        "credit-risk",
        "1",
        null,
        last,
        outcome,
        null,
        false,
        stages,
        null,
        null,
        List.of(),
        List.of(),
        List.of(),
        null,
        null,
        List.of(),
        null,
        null,
        null,
        null);
  }

  private static Check check(String id, Verdict verdict, String note) {
    return new Check(
        id,
        "age",
        "<=25",
        ">25",
        null,
        0.7,
        null,
        new Bounds(0.8, 1.25),
        verdict,
        57L,
        null,
        note,
        null);
  }

  private static ReleaseReport report(ReleaseView view, @Nullable Ending ending, Check... checks) {
    Map<Stage, GateResult> results = new EnumMap<>(Stage.class);
    if (checks.length > 0) {
      results.put(Stage.EVALUATION, GateResult.of("evaluation", Arrays.asList(checks), List.of()));
    }
    return new ReleaseReport(NAME, view, results, ending);
  }

  private static Ending ending(Outcome outcome, Stage stage, Ended why, List<Problem> problems) {
    return new Ending(
        new ReleaseResult("credit-risk", "1", outcome, stage, why, "because", problems, null, null),
        "because");
  }

  private static Document parsed(String xml) throws Exception {
    var schema =
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
            .newSchema(new StreamSource(ReportsTest.class.getResourceAsStream("/junit.xsd")));
    schema.newValidator().validate(new StreamSource(new StringReader(xml)));
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aFailedGateIsAFailedCaseAndEverySuiteCountsItsOwn() throws Exception {
    ReleaseReport report =
        report(
            view(Stage.EVALUATION, StageView.Status.FAILED, Outcome.REJECTED),
            ending(Outcome.REJECTED, Stage.EVALUATION, Ended.FAILED, List.of()),
            check("disparate-impact", Verdict.FAIL, "a <note> & \"more\""),
            check("roc-auc", Verdict.INCONCLUSIVE, "few rows"),
            check("brier-score", Verdict.WARN, "so so"),
            check("log-loss", Verdict.PASS, "fine"));
    Document xml = parsed(JUnitReport.of(report));
    Element root = xml.getDocumentElement();
    assertThat(root.getAttribute("tests")).isEqualTo(String.valueOf(Stage.values().length + 4));
    assertThat(root.getAttribute("failures")).isEqualTo("2");
    assertThat(root.getAttribute("errors")).isEqualTo("1");
    assertThat(root.getElementsByTagName("failure").getLength()).isEqualTo(2);
    assertThat(root.getElementsByTagName("failure").item(0).getAttributes().getNamedItem("message"))
        .extracting(org.w3c.dom.Node::getNodeValue)
        .asString()
        .contains("disparate-impact age <=25", "a <note> & \"more\"");
    assertThat(root.getElementsByTagName("skipped").getLength()).isPositive();
  }

  @Test
  void aRefusedManifestIsAFailureForEveryMistake() throws Exception {
    List<Problem> problems =
        List.of(
            new Problem(3, "data.label", "has no provenance", "Write one"),
            new Problem(7, "risk", "is too low", "Write high"));
    ReleaseReport report =
        report(
            view(Stage.INTAKE, StageView.Status.FAILED, Outcome.REJECTED),
            ending(Outcome.REJECTED, Stage.INTAKE, Ended.FAILED, problems));
    assertThat(parsed(JUnitReport.of(report)).getElementsByTagName("failure").getLength())
        .isEqualTo(2);
    assertThat(MarkdownSummary.of(report)).contains("| 3 |", "data.label", "Write high");
  }

  @Property(tries = 200)
  void whateverANoteHoldsTheReportIsWellFormedXmlOfTheSchema(@ForAll String anything) {
    ReleaseReport report =
        report(
            view(Stage.EVALUATION, StageView.Status.FAILED, Outcome.REJECTED),
            null,
            check("disparate-impact", Verdict.FAIL, anything),
            check("roc-auc", Verdict.WARN, anything));
    assertThatCode(() -> parsed(JUnitReport.of(report))).doesNotThrowAnyException();
  }

  @Test
  void theSummaryNamesStagesChecksAndWhatToDoNext() {
    ReleaseReport report =
        report(
            view(Stage.EVALUATION, StageView.Status.FAILED, Outcome.REJECTED),
            ending(Outcome.REJECTED, Stage.EVALUATION, Ended.FAILED, List.of()),
            check("disparate-impact", Verdict.FAIL, "note | with a bar"));
    String page = MarkdownSummary.of(report);
    assertThat(page)
        .startsWith("## Release credit-risk/1: REJECTED at evaluation")
        .contains("disparate-impact", "**Next:**");
    assertThat(page.lines().filter(line -> line.contains("disparate-impact")))
        .allSatisfy(line -> assertThat(line).doesNotContain("note | with"));
  }

  @Test
  void theSummaryTellsHowOftenTheEvaluationRowsWereUsedWithABarOrWithoutOne() {
    for (@Nullable Verdict verdict : Arrays.asList(null, Verdict.PASS, Verdict.WARN)) {
      ReleaseReport report =
          report(
              view(Stage.ROLLOUT, StageView.Status.PASSED, Outcome.RELEASED),
              null,
              check("roc-auc", Verdict.PASS, "of scores"),
              new Check(
                  "evaluation-reuse",
                  null,
                  null,
                  null,
                  null,
                  2.0,
                  null,
                  null,
                  verdict,
                  300L,
                  null,
                  "Also judged: credit-risk/0.",
                  null));
      assertThat(
              MarkdownSummary.of(report).lines().filter(line -> line.startsWith("| evaluation |")))
          .filteredOn(line -> !line.contains("came to"))
          .containsExactly(
              "| evaluation | evaluation-reuse |  | 2 |  |  | **%s** Also judged: credit-risk/0. |"
                  .formatted(verdict == null ? "figure" : verdict));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RELEASED, ROLLOUT, PASSED, 0",
    "ROLLED_BACK, ROLLOUT, FAILED, 6",
    "ABORTED, EVALUATION, ABORTED, 5",
    "EXPIRED, DEPLOYMENT_BOARD, EXPIRED, 5",
    "REJECTED, DATA_BOARD, FAILED, 5",
    "REJECTED, DEPLOYMENT_BOARD, FAILED, 5",
    "REJECTED, DATA_AUDIT, FAILED, 3",
    "REJECTED, MITIGATION, FAILED, 3",
    "REJECTED, EVALUATION, FAILED, 3",
    "REJECTED, EXPLAINABILITY, FAILED, 3",
    "REJECTED, ADVERSARIAL, FAILED, 3",
    "REJECTED, MODEL_CARD, FAILED, 3",
    "REJECTED, SERVING_CHECK, FAILED, 3",
    "REJECTED, ROLLOUT, REFUSED, 4",
    "REJECTED, TRAINING, FAILED, 1"
  })
  void everyEndHasItsExitCodeAndAWayOn(Outcome outcome, Stage stage, Ended why, int code) {
    Ending ending = ending(outcome, stage, why, List.of());
    assertThat(OutcomeWords.exitCode(ending).code()).isEqualTo(code);
    assertThat(OutcomeWords.next(NAME, ending)).isNotBlank();
    assertThat(OutcomeWords.headline(ending)).startsWith(outcome.name().replace('_', ' '));
  }

  @Test
  void aRefusedManifestIsExitTwoAndARunWithoutOutcomeExitOne() {
    Problem problem = new Problem(1, "data", "is missing", "Write it");
    assertThat(
            OutcomeWords.exitCode(
                    ending(Outcome.REJECTED, Stage.INTAKE, Ended.FAILED, List.of(problem)))
                .code())
        .isEqualTo(2);
    assertThat(OutcomeWords.exitCode(new Ending(null, "terminated")).code()).isEqualTo(1);
  }

  @Test
  void aPipeGetsPlainLinesOnceAndATerminalAListThatIsRedrawn() {
    StringWriter pipe = new StringWriter();
    StringWriter screen = new StringWriter();
    var lines =
        new ProgressLines(
            new PrintWriter(pipe), new EventLines(Ink.PLAIN, stage -> Optional.empty()));
    var board =
        new LiveBoard(
            new PrintWriter(screen),
            new EventLines(Ink.COLOURED, stage -> Optional.empty()),
            Ink.COLOURED,
            60,
            InstantSource.fixed(NOW));
    for (Stage at : List.of(Stage.INTAKE, Stage.DATA_AUDIT, Stage.DATA_AUDIT)) {
      lines.sees(view(at, StageView.Status.RUNNING, null));
      board.sees(view(at, StageView.Status.RUNNING, null));
    }
    assertThat(pipe.toString()).doesNotContain("\u001b").contains("data audit");
    assertThat(pipe.toString().lines().filter(line -> line.startsWith("▸ data audit")))
        .hasSizeLessThanOrEqualTo(1);
    assertThat(screen.toString()).contains("\u001b[", "data audit");
  }
}
