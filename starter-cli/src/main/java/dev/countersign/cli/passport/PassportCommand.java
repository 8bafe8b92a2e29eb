package dev.countersign.cli.passport;

import dev.countersign.cli.CommandFailure;
import dev.countersign.cli.ConnectionOptions;
import dev.countersign.cli.JsonOption;
import dev.countersign.cli.Surroundings;
import dev.countersign.client.EvidenceReader;
import dev.countersign.client.ReleaseName;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.report.ExitCode;
import dev.countersign.workflow.ReleaseView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fetches the passport of a release that ended. */
@Command(
    name = "passport",
    description = "Fetch the passport of a release that ended.",
    mixinStandardHelpOptions = true)
public final class PassportCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "R", description = "model/version")
  private @Nullable ReleaseName name;

  @Option(names = "-o", required = true, paramLabel = "FILE", description = "Where to write it.")
  private Path output = Path.of("passport.zip");

  @Mixin private final JsonOption json = new JsonOption();
  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  public PassportCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    ReleaseName release = Objects.requireNonNull(name);
    EvidenceRef passport;
    try (ConnectionOptions.Session session = connection.open(surroundings)) {
      passport = sealed(release, session.releases().view(release));
    }
    Path file = surroundings.path(output);
    try {
      Files.write(file, new EvidenceReader().read(passport));
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.UNEXPECTED,
          output + " can't be written: " + e.getMessage(),
          "Name a file in a folder you may write to",
          e);
    }
    if (json.isWanted()) {
      json.print(
          surroundings.terminal(), Map.of("file", file.toString(), "digest", passport.digest()));
    } else {
      surroundings.terminal().out().println(file + "  " + passport.digest());
      surroundings.terminal().out().flush();
    }
    return 0;
  }

  private static EvidenceRef sealed(ReleaseName release, ReleaseView view) {
    if (view.passport() != null) {
      return view.passport();
    }
    throw view.outcome() == null
        ? new CommandFailure(
            ExitCode.HELD,
            release + " has not ended, so its passport is not sealed yet",
            "Wait for the end: countersign release watch " + release)
        : new CommandFailure(
            ExitCode.USAGE,
            release + " ended without a passport: its manifest was refused",
            "Read why: countersign release status " + release);
  }
}
