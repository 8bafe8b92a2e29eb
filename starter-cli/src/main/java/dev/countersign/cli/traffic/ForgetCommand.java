package dev.countersign.cli.traffic;

import dev.countersign.activity.Forgotten;
import dev.countersign.activity.SweepReport.Swept;
import dev.countersign.cli.CommandFailure;
import dev.countersign.cli.ConnectionOptions;
import dev.countersign.cli.JsonOption;
import dev.countersign.cli.Surroundings;
import dev.countersign.cli.release.Authority;
import dev.countersign.cli.release.Operator;
import dev.countersign.client.Sweeps;
import dev.countersign.report.ExitCode;
import dev.countersign.workflow.Command;
import dev.countersign.workflow.ForgetWorkflow;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes a router that is gone for good off the sweep's list. */
@picocli.CommandLine.Command(
    name = "forget",
    description = {
      "Sweep a router no more that is gone for good; a signed order, with its reason. A rollout"
          + " that",
      "moves it again puts it back on the list."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Refused, with exit code 2, while a rollout of its model runs there, and while the router",
      "answers and gives a candidate a share."
    })
final class ForgetCommand implements Callable<Integer> {
  private static final int LEAST_DIGITS = 4;
  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]*");
  private static final String SEE_IDS = "See their ids with: countersign traffic sweep";

  private final Surroundings surroundings;

  @Parameters(
      paramLabel = "ROUTER",
      description = "Its id, as countersign traffic sweep prints it.")
  private String id = "";

  @Mixin private final Operator operator = new Operator();
  @Mixin private final JsonOption json = new JsonOption();
  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  ForgetCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Authority authority = operator.authority(surroundings);
    authority.requireSignature();
    String digits = digits();
    try (ConnectionOptions.Session session = connection.open(surroundings)) {
      Sweeps sweeps = session.sweeps();
      Swept router = named(digits, sweeps.sweep().routers());
      Command command =
          authority.signedCommand(
              ForgetWorkflow.subject(router),
              router.digest(),
              ForgetWorkflow.ORDER,
              surroundings.clock());
      print(router, sweeps.forget(router, command));
    }
    return ExitCode.OK.code();
  }

  /** The beginning of an id, or the whole, as it was written. */
  private String digits() {
    String digits = id.toLowerCase(Locale.ROOT);
    if (!DIGITS.matcher(digits).matches()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          id + " is no router's id: ids are digits and the letters a to f",
          SEE_IDS);
    }
    if (digits.length() < LEAST_DIGITS) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "%s is too short to name a router: it takes %d digits of its id"
              .formatted(id, LEAST_DIGITS),
          SEE_IDS);
    }
    return digits;
  }

  private Swept named(String digits, List<Swept> known) {
    List<Swept> found = known.stream().filter(router -> router.id().startsWith(digits)).toList();
    if (found.size() != 1) {
      throw new CommandFailure(
          ExitCode.USAGE,
          found.isEmpty()
              ? "no router with the id " + id + " is swept"
              : id + " is the beginning of " + found.size() + " routers' ids",
          SEE_IDS);
    }
    return found.getFirst();
  }

  private void print(Swept router, Forgotten forgotten) {
    if (json.isWanted()) {
      json.print(surroundings.terminal(), Map.of("router", router, "forgotten", forgotten));
      return;
    }
    PrintWriter out = surroundings.terminal().out();
    out.println(
        "%s in %s (%s, %s) is swept no more"
            .formatted(router.model(), router.environment(), router.router(), router.id()));
    out.println("  it was: " + router.words());
    if (forgotten.order() != null) {
      out.println("  the order is kept: " + forgotten.order().uri());
    }
    out.flush();
  }
}
