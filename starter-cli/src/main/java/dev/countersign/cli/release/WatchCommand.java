package dev.countersign.cli.release;

import dev.countersign.cli.ConnectionOptions;
import dev.countersign.cli.JsonOption;
import dev.countersign.cli.Surroundings;
import dev.countersign.cli.Terminal;
import dev.countersign.client.Ending;
import dev.countersign.client.ReleaseName;
import dev.countersign.report.ExitCode;
import dev.countersign.report.ReleaseReport;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Follows a release to its end. */
@Command(
    name = "watch",
    description = "Follow a release to its end; the exit code is the outcome.",
    mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "R", description = "model/version")
  private @Nullable ReleaseName name;

  @Mixin private final CiFiles ciFiles = new CiFiles();
  @Mixin private final JsonOption json = new JsonOption();
  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  WatchCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    ReleaseName release = Objects.requireNonNull(name);
    Terminal progress =
        json.isWanted() ? surroundings.terminal().withOutputAside() : surroundings.terminal();
    try (ConnectionOptions.Session session = connection.open(surroundings)) {
      ReleaseReport report =
          new Following(session.releases(), release, progress, surroundings).until(view -> false);
      ciFiles.write(report, surroundings);
      Ending ending = Objects.requireNonNull(report.ending());
      ExitCode code = Finale.print(report, ending, "the manifest", progress);
      if (json.isWanted()) {
        json.print(surroundings.terminal(), ending.result() == null ? ending : ending.result());
      }
      return code.code();
    }
  }
}
