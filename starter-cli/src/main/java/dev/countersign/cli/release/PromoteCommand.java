package dev.countersign.cli.release;

import dev.countersign.cli.ConnectionOptions;
import dev.countersign.cli.JsonOption;
import dev.countersign.cli.Surroundings;
import dev.countersign.client.Order;
import dev.countersign.client.ReleaseName;
import dev.countersign.client.Releases;
import dev.countersign.passport.Envelope;
import dev.countersign.report.ExitCode;
import dev.countersign.workflow.SignOffReceipt;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

  @Option(
      names = "--seat",
      paramLabel = "ROLE",
      description = "Sign the promotion from this seat, for example tech-lead; needs --key.")
  private @Nullable String seat;

  @Mixin private final Operator operator = new Operator();
  @Mixin private final JsonOption json = new JsonOption();
  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  PromoteCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    ReleaseName release = Objects.requireNonNull(name);
    Authority authority = operator.authority(surroundings);
    if (seat != null) {
      var _ = authority.requiredKey();
      var _ = authority.requiredReason();
    }
    try (ConnectionOptions.Session session = connection.open(surroundings)) {
      Releases releases = session.releases();
      String signing = seat;
      if (signing != null) {
        Envelope signature =
            Promotion.sign(
                release, releases.view(release), signing, authority, surroundings.clock());
        SignOffReceipt receipt = releases.waive(release, signature);
        if (!receipt.awaiting().isEmpty()) {
          print(release, "signed; still to sign: " + String.join(", ", receipt.awaiting()));
          return ExitCode.HELD.code();
        }
      }
      Order order = Order.PROMOTE;
      print(
          release,
          releases.tell(
              release,
              order,
              authority.command(release, order.update(), releases, surroundings.clock())));
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
