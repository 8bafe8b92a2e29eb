package dev.countersign.cli.release;

import dev.countersign.cli.CommandFailure;
import dev.countersign.cli.ConnectionOptions;
import dev.countersign.cli.JsonOption;
import dev.countersign.cli.Surroundings;
import dev.countersign.cli.Terminal;
import dev.countersign.client.ReleaseListing;
import dev.countersign.client.ReleaseListing.Listed;
import dev.countersign.report.ExitCode;
import dev.countersign.report.Numbers;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists releases. */
@Command(name = "list", description = "Releases, latest first.", mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(names = "--running", description = "Only those that have not ended.")
  private boolean running;

  @Option(names = "--model", paramLabel = "NAME", description = "Only of this model.")
  private @Nullable String model;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "At most so many (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Mixin private final JsonOption json = new JsonOption();
  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  ListCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Terminal terminal = surroundings.terminal();
    if (limit < 1) {
      throw new CommandFailure(
          ExitCode.USAGE, "--limit " + limit + " lists nothing", "Write a number from 1 on");
    }
    try (ConnectionOptions.Session session = connection.open(surroundings)) {
      List<Listed> releases =
          new ReleaseListing(session.connection().client()).list(model, running, limit);
      if (json.isWanted()) {
        json.print(terminal, releases);
      } else {
        releases.forEach(release -> terminal.out().println(line(release)));
        if (releases.isEmpty()) {
          terminal.out().println("no releases");
        }
      }
    }
    return 0;
  }

  private static String line(Listed release) {
    return "%-34s %-20s %-12s %-7s %6s  %s"
        .formatted(
            release.release(),
            release.startedAt(),
            Objects.requireNonNullElse(release.outcome(), release.status()),
            Objects.requireNonNullElse(release.risk(), ""),
            release.traffic() == null ? "" : Numbers.of(release.traffic()) + " %",
            release.outcome() != null
                ? "at " + release.stage()
                : Objects.requireNonNullElse(release.stage(), "")
                    + (release.awaiting().isEmpty()
                        ? ""
                        : ", waits for " + String.join(", ", release.awaiting())));
  }
}
