package dev.countersign.report;

import dev.countersign.client.Ending;
import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Verdict;
import dev.countersign.manifest.Problem;
import dev.countersign.workflow.ReleaseView;
import dev.countersign.workflow.Stage;
import dev.countersign.workflow.StageView;
import dev.countersign.workflow.StageView.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A release as a page of Markdown for a CI job: outcome, stages, open checks, how to go on. */
public final class MarkdownSummary {
  private MarkdownSummary() {}

  /** The page. */
  public static String of(ReleaseReport report) {
    StringBuilder page = new StringBuilder();
    Ending ending = report.ending();
    page.append("## Release ").append(report.name()).append(": ");
    page.append(ending == null ? standing(report.view()) : OutcomeWords.headline(ending));
    page.append("\n\n");
    if (ending != null) {
      page.append(cell(ending.how())).append("\n\n");
    }
    addProblems(page, report.problems());
    if (report.view() != null && report.problems().isEmpty()) {
      addStages(page, report.view());
    }
    addChecks(page, report.results());
    if (ending != null) {
      page.append("**Next:** ").append(OutcomeWords.next(report.name(), ending)).append('\n');
    } else if (report.view() != null && report.view().asked() != null) {
      page.append("**Next:** signatures of ")
          .append(EventLines.seats(report.view().asked()))
          .append(": `countersign approve ")
          .append(report.name())
          .append(" --seat SEAT --key FILE`\n");
    }
    return page.toString();
  }

  private static String standing(@Nullable ReleaseView view) {
    return view == null ? "no worker has answered yet" : "at " + view.stage().title();
  }

  private static void addProblems(StringBuilder page, List<Problem> problems) {
    if (problems.isEmpty()) {
      return;
    }
    page.append(
        "| line | where | what is wrong | what to write instead |\n| ---: | --- | --- | --- |\n");
    for (Problem problem : problems) {
      page.append("| ")
          .append(problem.line() > 0 ? problem.line() : "")
          .append(" | `")
          .append(cell(problem.path()))
          .append("` | ")
          .append(cell(problem.message()))
          .append(" | ")
          .append(cell(problem.remedy()))
          .append(" |\n");
    }
    page.append('\n');
  }

  private static void addStages(StringBuilder page, ReleaseView view) {
    page.append("| stage | | took | |\n| --- | --- | ---: | --- |\n");
    for (StageView stage : view.stages()) {
      page.append("| ")
          .append(stage.stage().title())
          .append(" | ")
          .append(StageWords.mark(stage.status()))
          .append(' ')
          .append(
              stage.status() == Status.TO_COME && view.outcome() != null
                  ? "not reached"
                  : StageWords.of(stage.status()))
          .append(" | ")
          .append(StageWords.took(stage).map(Numbers::of).orElse(""))
          .append(" | ")
          .append(cell(Objects.requireNonNullElse(stage.headline(), "")))
          .append(" |\n");
    }
    page.append('\n');
  }

  private static void addChecks(StringBuilder page, Map<Stage, GateResult> results) {
    List<String> rows = new ArrayList<>();
    results.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            gate ->
                gate.getValue().checks().stream()
                    .filter(check -> isOpen(check.verdict()) || CheckTable.isAlwaysTold(check))
                    .sorted(Comparator.comparing(MarkdownSummary::severity).reversed())
                    .forEach(check -> rows.add(row(gate.getKey(), check))));
    if (!rows.isEmpty()) {
      page.append("| gate | check | about | value | interval | bar | |\n");
      page.append("| --- | --- | --- | ---: | --- | --- | --- |\n");
      rows.forEach(page::append);
      page.append('\n');
    }
  }

  private static String row(Stage gate, Check check) {
    return "| %s | %s | %s | %s | %s | %s | **%s** %s |\n"
        .formatted(
            gate.title(),
            check.check(),
            cell(CheckWords.whom(check)),
            CheckWords.value(check),
            Numbers.of(check.interval()),
            Numbers.of(check.bounds()),
            check.verdict() == null ? "figure" : check.verdict(),
            cell(Objects.requireNonNullElse(check.note(), "")));
  }

  private static boolean isOpen(@Nullable Verdict verdict) {
    return verdict != null && verdict != Verdict.PASS;
  }

  private static Verdict severity(Check check) {
    return Objects.requireNonNullElse(check.verdict(), Verdict.PASS);
  }

  /** Text that can't break out of a table cell or become markup. */
  private static String cell(String text) {
    return text.replace("\\", "\\\\")
        .replace("|", "\\|")
        .replace("<", "&lt;")
        .replace("`", "'")
        .replaceAll("\\s+", " ");
  }
}
