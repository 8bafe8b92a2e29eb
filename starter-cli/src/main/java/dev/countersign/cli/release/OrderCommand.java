package dev.countersign.cli.release;

import dev.countersign.cli.ConnectionOptions;
import dev.countersign.cli.JsonOption;
import dev.countersign.cli.Surroundings;
import dev.countersign.client.Order;
import dev.countersign.client.ReleaseName;
import dev.countersign.client.Releases;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives one order to a running release: pause, resume, retry or abort. */
@picocli.CommandLine.Command(mixinStandardHelpOptions = true)
final class OrderCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final Order order;

  @Parameters(paramLabel = "R", description = "model/version")
  private @Nullable ReleaseName name;

  @Mixin private final Operator operator = new Operator();
  @Mixin private final JsonOption json = new JsonOption();
  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  OrderCommand(Surroundings surroundings, Order order) {
    this.surroundings = surroundings;
    this.order = order;
  }

  /** What the order does, for help. */
  static String purpose(Order order) {
    return switch (order) {
      case PAUSE -> "Hold a release where it is; traffic stays as it stands, watched.";
      case RESUME -> "Go on after a pause.";
      case PROMOTE -> "Judge this rollout step as it stands, and take the next.";
      case RETRY -> "Try again what an outage stopped, or what could not be decided.";
      case ABORT -> "Stop a release now and undo whatever was done.";
    };
  }

  @Override
  public Integer call() {
    ReleaseName release = Objects.requireNonNull(name);
    Authority authority = operator.authority(surroundings);
    try (ConnectionOptions.Session session = connection.open(surroundings)) {
      Releases releases = session.releases();
      String answer =
          releases.tell(
              release,
              order,
              authority.command(release, order.update(), releases, surroundings.clock()));
      if (json.isWanted()) {
        json.print(
            surroundings.terminal(),
            Map.of("release", release.toString(), "order", order.name(), "answer", answer));
      } else {
        surroundings.terminal().out().println(answer);
      }
    }
    return 0;
  }
}
