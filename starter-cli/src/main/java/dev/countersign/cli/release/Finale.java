package dev.countersign.cli.release;

import dev.countersign.cli.JsonOption;
import dev.countersign.cli.ManifestFile;
import dev.countersign.cli.Terminal;
import dev.countersign.client.Ending;
import dev.countersign.manifest.Problem;
import dev.countersign.report.ExitCode;
import dev.countersign.report.Ink;
import dev.countersign.report.OutcomeWords;
import dev.countersign.report.ProblemLines;
import dev.countersign.report.ReleaseReport;
import dev.countersign.workflow.ReleaseResult;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** The last words about a release that closed. */
public final class Finale {
  private Finale() {}

  /**
   * Prints outcome, reason, passport and what to do next.
   *
   * @param manifest the manifest as the caller named it, for problems
   */
  public static ExitCode print(
      ReleaseReport report, Ending ending, String manifest, Terminal terminal) {
    PrintWriter out = terminal.out();
    Ink ink = terminal.ink();
    ExitCode code = OutcomeWords.exitCode(ending);
    List<Problem> problems = report.problems();
    if (!problems.isEmpty()) {
      terminal.out().flush();
      printProblems(manifest, problems, terminal);
      return code;
    }
    out.println();
    String headline = OutcomeWords.headline(ending);
    out.println(
        (code == ExitCode.OK ? ink.good(headline) : ink.bad(headline)) + "  " + report.name());
    out.println("  " + ending.how());
    ReleaseResult result = ending.result();
    if (result != null && result.registered() != null) {
      out.println("  registered: " + result.registered());
    }
    if (result != null && result.passport() != null) {
      out.println("  passport:   " + result.passport().uri());
    }
    out.println("  " + ink.strong("Next: ") + OutcomeWords.next(report.name(), ending));
    out.flush();
    return code;
  }

  /**
   * Refuses a manifest: its problems on standard error, and where JSON was asked for as one
   * document on standard output.
   *
   * @return the exit code
   */
  public static int refuse(
      ManifestFile manifest, List<Problem> problems, JsonOption json, Terminal terminal) {
    printProblems(manifest.named().toString(), problems, terminal);
    if (json.isWanted()) {
      json.print(terminal, Map.of("problems", problems));
    }
    return ExitCode.USAGE.code();
  }

  /** Prints what is wrong with a manifest on standard error. */
  private static void printProblems(String manifest, List<Problem> problems, Terminal terminal) {
    PrintWriter err = terminal.err();
    ProblemLines.of(manifest, problems).forEach(err::println);
    err.println(
        terminal.ink().bad("countersign: ")
            + (problems.size() == 1 ? "1 thing is" : problems.size() + " things are")
            + " wrong with "
            + manifest
            + "; nothing was started");
    err.flush();
  }
}
