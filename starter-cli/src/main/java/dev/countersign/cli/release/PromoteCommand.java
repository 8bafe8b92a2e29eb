package dev.countersign.cli.release;

import dev.countersign.cli.ConnectionOptions;
import dev.countersign.cli.JsonOption;
import dev.countersign.cli.Surroundings;
import dev.countersign.cli.sign.Promotion;
import dev.countersign.client.Order;
import dev.countersign.client.ReleaseName;
import dev.countersign.client.Releases;
import dev.countersign.report.ExitCode;
import dev.countersign.workflow.Command;
import dev.countersign.workflow.SignOffReceipt;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Cuts the bake of a rollout step short, signed where the policy says so. */
@picocli.CommandLine.Command(
    name = "promote",
    description = "Judge this rollout step as it stands, and take the next.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Where the policy has seats sign a promotion, each hands in its signature with --seat and",
      "--key; with the last one the step is promoted. Exit 4 while seats are missing."
    })
final class PromoteCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "R", description = "model/version")
  private @Nullable ReleaseName name;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the release's log.")
  private @Nullable String reason;

  @ArgGroup(exclusive = false)
  private @Nullable Promotion promotion;

  @Option(
      names = "--as",
      paramLabel = "PERSON",
      description = "Who promotes or signs (default: the user name, or the key file's name).")
  private @Nullable String person;

  @Mixin private final JsonOption json = new JsonOption();
  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  PromoteCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    ReleaseName release = Objects.requireNonNull(name);
    try (ConnectionOptions.Session session = connection.open(surroundings)) {
      Releases releases = session.releases();
      Promotion signing = promotion;
      if (signing != null) {
        SignOffReceipt receipt =
            releases.waive(
                release,
                signing.sign(release, releases.view(release), reason, person, surroundings));
        if (!receipt.awaiting().isEmpty()) {
          print(release, "signed; still to sign: " + String.join(", ", receipt.awaiting()));
          return ExitCode.HELD.code();
        }
      }
      String who = person == null ? System.getProperty("user.name", "unknown") : person;
      print(release, releases.tell(release, Order.PROMOTE, new Command(who, reason)));
    }
    return ExitCode.OK.code();
  }

  private void print(ReleaseName release, String answer) {
    if (json.isWanted()) {
      json.print(
          surroundings.terminal(),
          Map.of("release", release.toString(), "order", Order.PROMOTE.name(), "answer", answer));
    } else {
      surroundings.terminal().out().println(answer);
      surroundings.terminal().out().flush();
    }
  }
}
