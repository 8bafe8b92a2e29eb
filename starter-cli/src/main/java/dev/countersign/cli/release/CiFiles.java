package dev.countersign.cli.release;

import dev.countersign.cli.CommandFailure;
import dev.countersign.cli.Surroundings;
import dev.countersign.report.ExitCode;
import dev.countersign.report.JUnitReport;
import dev.countersign.report.MarkdownSummary;
import dev.countersign.report.ReleaseReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Files that CI systems read. */
final class CiFiles {
  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write JUnit XML: a test case for each check and each stage.")
  private @Nullable Path junit;

  @Option(
      names = "--summary",
      paramLabel = "FILE",
      description = "Append a Markdown summary, for example to $GITHUB_STEP_SUMMARY.")
  private @Nullable Path summary;

  void write(ReleaseReport report, Surroundings surroundings) {
    if (junit != null) {
      write(surroundings.path(junit), JUnitReport.of(report), StandardOpenOption.TRUNCATE_EXISTING);
    }
    if (summary != null) {
      write(surroundings.path(summary), MarkdownSummary.of(report), StandardOpenOption.APPEND);
    }
  }

  private static void write(Path file, String text, StandardOpenOption how) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.UNEXPECTED,
          file + " can't be written: " + e.getMessage(),
          "The release itself is not affected; name a file in a folder you may write to",
          e);
    }
  }
}
