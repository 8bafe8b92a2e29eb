package dev.countersign.cli.release;

import dev.countersign.cli.ConnectionOptions;
import dev.countersign.cli.JsonOption;
import dev.countersign.cli.Surroundings;
import dev.countersign.client.ReleaseName;
import dev.countersign.client.Releases;
import dev.countersign.workflow.DrillReport;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Rehearses the rollback on a live rollout, and times it. */
@picocli.CommandLine.Command(
    name = "drill",
    description = "Rehearse the rollback on a live rollout: really give everything back, timed.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit codes: 0 given back and verified, 2 nothing rolls out, 1 or 7 else. What was measured",
      "stands in the release's log and passport."
    })
public final class DrillCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "R", description = "model/version")
  private @Nullable ReleaseName name;

  @Option(
      names = "--then",
      paramLabel = "WHAT",
      description = "resume takes the step again (default); end leaves it at that, aborted.")
  private Then then = Then.RESUME;

  @Mixin private final Operator operator = new Operator();
  @Mixin private final JsonOption json = new JsonOption();
  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  /** What comes after the drill. */
  enum Then {
    RESUME("drill"),
    END("drill-and-end");

    private final String order;

    Then(String order) {
      this.order = order;
    }
  }

  public DrillCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    ReleaseName release = Objects.requireNonNull(name);
    Authority authority = operator.authority(surroundings);
    try (ConnectionOptions.Session session = connection.open(surroundings)) {
      Releases releases = session.releases();
      DrillReport report =
          releases.drill(
              release,
              authority.command(release, then.order, releases, surroundings.clock()),
              then == Then.RESUME);
      if (json.isWanted()) {
        json.print(surroundings.terminal(), report);
      } else {
        PrintWriter out = surroundings.terminal().out();
        out.println(report.sentence());
        out.println("  read back: " + report.observed());
        out.flush();
      }
    }
    return 0;
  }
}
