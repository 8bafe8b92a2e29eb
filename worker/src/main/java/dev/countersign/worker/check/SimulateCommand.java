package dev.countersign.worker.check;

import dev.countersign.cli.CommandFailure;
import dev.countersign.cli.JsonOption;
import dev.countersign.cli.ManifestFile;
import dev.countersign.cli.Surroundings;
import dev.countersign.cli.release.Finale;
import dev.countersign.data.DataException;
import dev.countersign.release.RolloutSimulation;
import dev.countersign.report.ExitCode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A dry run: what a rollout would do, when, and at each failure. */
@Command(
    name = "simulate",
    description = {
      "A dry run: steps, shares, bars and times of a rollout, the freezes that would hold it, and",
      "what would happen at each failure. Touches nothing and asks no server."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit code: 0 it would reach all traffic if every check passed, 2 the manifest is wrong,",
      "4 a freeze would outlast its progress deadline."
    })
final class SimulateCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(names = "-f", required = true, paramLabel = "FILE", description = "The manifest.")
  private Path file = Path.of("release.yaml");

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "When it would begin, such as 2026-12-18T16:00:00Z (default: now).")
  private @Nullable String at;

  @Mixin private final JsonOption json = new JsonOption();

  SimulateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    ManifestFile manifest = ManifestFile.read(file, surroundings);
    RolloutSimulation.Outcome outcome;
    try {
      outcome = LocalParts.simulation().simulate(manifest.text(), manifest.base(), begins());
    } catch (DataException e) {
      throw new CommandFailure(
          ExitCode.USAGE, file + ": " + e.getMessage(), "Mend that and simulate again", e);
    }
    RolloutSimulation.Report report = outcome.report();
    if (report == null) {
      return Finale.refuse(manifest, outcome.problems(), json, surroundings.terminal());
    }
    if (json.isWanted()) {
      json.print(surroundings.terminal(), report);
    } else {
      SimulationPage.print(report, surroundings.terminal());
    }
    return report.stopped() == null ? ExitCode.OK.code() : ExitCode.HELD.code();
  }

  private Instant begins() {
    if (at == null) {
      return surroundings.clock().instant();
    }
    try {
      return OffsetDateTime.parse(at).toInstant();
    } catch (DateTimeParseException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--at " + at + " is no time",
          "Write it with its zone, such as 2026-12-18T16:00:00Z",
          e);
    }
  }
}
