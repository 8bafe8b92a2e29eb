package dev.countersign.report;

import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Verdict;
import dev.countersign.report.JUnitXml.Case;
import dev.countersign.report.JUnitXml.Mark;
import dev.countersign.report.JUnitXml.Remark;
import dev.countersign.report.JUnitXml.Suite;
import dev.countersign.workflow.StageView;
import dev.countersign.workflow.StageView.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A release as JUnit XML: a suite for each stage, a test case for each check with a bar, and one
 * for the stage itself. FAIL is a failure, INCONCLUSIVE an error, what was not reached, or waits
 * for people, is skipped, and a warning passes with its words as output.
 */
public final class JUnitReport {
  private final ReleaseReport report;

  private JUnitReport(ReleaseReport report) {
    this.report = report;
  }

  /** The XML document. */
  public static String of(ReleaseReport report) {
    JUnitReport cases = new JUnitReport(report);
    List<Suite> suites =
        report.view() == null
            ? List.of()
            : report.view().stages().stream().map(cases::suite).toList();
    return JUnitXml.of("release " + report.name(), suites);
  }

  private Suite suite(StageView stage) {
    List<Case> cases = new ArrayList<>();
    GateResult result = report.results().get(stage.stage());
    if (result != null) {
      result.checks().stream()
          .filter(check -> check.verdict() != null)
          .forEach(check -> cases.add(check(stage, check)));
    }
    cases.add(itself(stage));
    return new Suite(stage.stage().id(), cases);
  }

  private Case check(StageView stage, Check check) {
    List<Remark> remarks =
        switch (Objects.requireNonNull(check.verdict())) {
          case PASS -> List.of();
          case WARN -> List.of(output(Verdict.WARN + ": " + CheckWords.sentence(check)));
          case INCONCLUSIVE ->
              List.of(new Remark(Mark.ERROR, "INCONCLUSIVE", CheckWords.sentence(check)));
          case FAIL ->
              List.of(
                  goesOn(stage)
                      ? output("FAIL, answered for: " + CheckWords.sentence(check))
                      : new Remark(Mark.FAILURE, "FAIL", CheckWords.sentence(check)));
        };
    String name = (check.check() + " " + CheckWords.whom(check)).strip();
    return new Case(classname(stage), name, Duration.ZERO, remarks);
  }

  /** What failed and was mitigated or waived is no failure of the build. */
  private static boolean goesOn(StageView stage) {
    return stage.status() == Status.PASSED || stage.status() == Status.WARNED;
  }

  private Case itself(StageView stage) {
    String headline = Objects.requireNonNullElse(stage.headline(), StageWords.of(stage.status()));
    List<Remark> remarks =
        switch (stage.status()) {
          case PASSED -> List.of(output(headline));
          case WARNED -> List.of(output(Verdict.WARN + ": " + headline));
          case SKIPPED -> List.of(new Remark(Mark.SKIPPED, "", headline));
          case TO_COME -> List.of(new Remark(Mark.SKIPPED, "", "not reached"));
          case RUNNING, WAITING -> List.of(new Remark(Mark.SKIPPED, "", headline));
          case HELD -> List.of(new Remark(Mark.ERROR, StageWords.of(stage.status()), headline));
          case FAILED, REFUSED, EXPIRED, ABORTED -> failures(stage, headline);
        };
    Duration took = StageWords.took(stage).orElse(Duration.ZERO);
    return new Case(classname(stage), stage.stage().id(), took, remarks);
  }

  private List<Remark> failures(StageView stage, String headline) {
    return report.problems().isEmpty()
        ? List.of(new Remark(Mark.FAILURE, StageWords.of(stage.status()), headline))
        : report.problems().stream()
            .map(wrong -> new Remark(Mark.FAILURE, wrong.path(), wrong.toString()))
            .toList();
  }

  private String classname(StageView stage) {
    return report.name().model() + "." + stage.stage().id();
  }

  private static Remark output(String words) {
    return new Remark(Mark.OUTPUT, "", words);
  }
}
