package dev.countersign.cli.policy;

import dev.countersign.cli.JsonOption;
import dev.countersign.cli.Surroundings;
import dev.countersign.policy.Policies;
import dev.countersign.policy.PolicyPack;
import dev.countersign.policy.PolicyReading;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the floors that come with the product. */
@Command(
    name = "list",
    description = "The floors of the risk tiers; each holds without being named.",
    mixinStandardHelpOptions = true)
final class ListPoliciesCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final JsonOption json = new JsonOption();

  ListPoliciesCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** One floor. */
  private record Listed(String name, @Nullable String description, String digest) {
    static Listed of(PolicyReading floor) {
      PolicyPack pack = Objects.requireNonNull(floor.pack());
      return new Listed(pack.name(), pack.description(), floor.digest());
    }
  }

  @Override
  public Integer call() {
    List<Listed> floors = Policies.floors().stream().map(Listed::of).toList();
    if (json.isWanted()) {
      json.print(surroundings.terminal(), floors);
    } else {
      for (Listed floor : floors) {
        surroundings
            .terminal()
            .out()
            .println(
                "%-9s %s%n          %s"
                    .formatted(floor.name(), floor.description(), floor.digest()));
      }
      surroundings.terminal().out().flush();
    }
    return 0;
  }
}
