package dev.countersign.cli.policy;

import dev.countersign.cli.CommandFailure;
import dev.countersign.cli.JsonOption;
import dev.countersign.cli.Surroundings;
import dev.countersign.manifest.RiskTier;
import dev.countersign.policy.Policies;
import dev.countersign.report.ExitCode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a floor as it is written. */
@Command(
    name = "show",
    description = "A floor as it is written, each bar with its basis.",
    mixinStandardHelpOptions = true)
final class ShowPolicyCommand implements Callable<Integer> {
  private static final List<RiskTier> FLOORS =
      Arrays.stream(RiskTier.values()).filter(tier -> tier != RiskTier.UNACCEPTABLE).toList();

  private final Surroundings surroundings;

  @Parameters(paramLabel = "P", description = "minimal, limited or high")
  private String name = "";

  @Mixin private final JsonOption json = new JsonOption();

  ShowPolicyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    RiskTier tier =
        FLOORS.stream()
            .filter(floor -> floor.name().equalsIgnoreCase(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitCode.USAGE,
                        "there is no policy " + name,
                        "There are minimal, limited and high; your own you can lint: countersign"
                            + " policy lint "
                            + name.toLowerCase(Locale.ROOT)));
    if (json.isWanted()) {
      json.print(surroundings.terminal(), Objects.requireNonNull(Policies.floor(tier).pack()));
    } else {
      surroundings.terminal().out().print(Policies.text(tier));
      surroundings.terminal().out().flush();
    }
    return 0;
  }
}
