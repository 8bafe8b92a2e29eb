package dev.countersign.cli.release;

import dev.countersign.cli.ConnectionOptions;
import dev.countersign.cli.JsonOption;
import dev.countersign.cli.Surroundings;
import dev.countersign.cli.Terminal;
import dev.countersign.client.Ending;
import dev.countersign.client.EvidenceReader;
import dev.countersign.client.ReleaseName;
import dev.countersign.client.Releases;
import dev.countersign.report.EventLines;
import dev.countersign.report.ProgressLines;
import dev.countersign.report.ReleaseReport;
import dev.countersign.workflow.ReleaseView;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says where a release is. */
@Command(
    name = "status",
    description = "Where a release is, what it waits for, who signed.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "R", description = "model/version")
  private @Nullable ReleaseName name;

  @Option(names = "--log", description = "Also everything that happened, in order.")
  private boolean log;

  @Mixin private final JsonOption json = new JsonOption();
  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  StatusCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    ReleaseName release = Objects.requireNonNull(name);
    try (ConnectionOptions.Session session = connection.open(surroundings)) {
      Releases releases = session.releases();
      ReleaseView view = releases.view(release);
      if (json.isWanted()) {
        json.print(surroundings.terminal(), view);
      } else {
        print(release, view, releases.ending(release));
      }
    }
    return 0;
  }

  private void print(ReleaseName release, ReleaseView view, Optional<Ending> ending) {
    Terminal terminal = surroundings.terminal();
    var lines =
        new ProgressLines(
            terminal.out(), new EventLines(terminal.ink(), new EvidenceReader()::gateResult));
    lines.sees(view);
    if (log) {
      terminal.out().println();
      view.log().forEach(entry -> terminal.out().println(entry.at() + "  " + entry.summary()));
    }
    ending.ifPresent(
        end ->
            Finale.print(
                new ReleaseReport(release, view, Map.of(), end), end, "the manifest", terminal));
    terminal.out().flush();
  }
}
