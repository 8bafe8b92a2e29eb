package dev.countersign.report;

import dev.countersign.manifest.Problem;
import java.util.List;

/** What is wrong with a manifest, one line each, in the form editors jump to. */
public final class ProblemLines {
  private ProblemLines() {}

  /**
   * {@code file:line: path: message — remedy}, in the order of the file.
   *
   * @param file the manifest as the caller named it
   */
  public static List<String> of(String file, List<Problem> problems) {
    return problems.stream()
        .map(
            problem ->
                "%s:%s %s: %s — %s"
                    .formatted(
                        file,
                        problem.line() > 0 ? problem.line() + ":" : "",
                        problem.path(),
                        problem.message(),
                        problem.remedy()))
        .toList();
  }
}
