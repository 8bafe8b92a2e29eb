package dev.countersign.worker.demo;

import dev.countersign.approval.Decision;
import dev.countersign.approval.Seat;
import dev.countersign.approval.SignOffRequest;
import dev.countersign.cli.CommandFailure;
import dev.countersign.cli.Surroundings;
import dev.countersign.cli.Terminal;
import dev.countersign.client.ReleaseName;
import dev.countersign.client.Releases;
import dev.countersign.client.SignOffDraft;
import dev.countersign.report.ExitCode;
import dev.countersign.workflow.ReleaseView;
import dev.countersign.workflow.SignOffReceipt;
import java.util.Locale;

/** Lets the demonstration's people sign: by themselves, or after asking whoever watches. */
final class DemoSigning {
  private final Releases releases;
  private final ReleaseName name;
  private final DemoPeople people;
  private final Surroundings surroundings;
  private final boolean byThemselves;

  /**
   * @param byThemselves whether the people sign without anybody being asked
   */
  DemoSigning(
      Releases releases,
      ReleaseName name,
      DemoPeople people,
      Surroundings surroundings,
      boolean byThemselves) {
    this.releases = releases;
    this.name = name;
    this.people = people;
    this.surroundings = surroundings;
    this.byThemselves = byThemselves;
  }

  /** Goes round the board that is asked, until it needs nobody more or somebody said no. */
  void goRound(String evidence) {
    SignOffRequest asked = releases.asked(name).orElse(null);
    if (asked == null) {
      return;
    }
    for (Seat seat : asked.seats()) {
      ReleaseView view = releases.view(name);
      if (view.asked() == null) {
        return;
      }
      DemoPeople.Person person =
          DemoPeople.inSeat(seat.role())
              .orElseThrow(
                  () -> new IllegalStateException("the demonstration has nobody for " + seat));
      Decision decision = byThemselves ? Decision.APPROVE : ask(person, evidence);
      SignOffReceipt receipt =
          releases.sign(
              name,
              SignOffDraft.of(
                      view,
                      seat.role(),
                      person.id(),
                      decision,
                      "demonstration",
                      surroundings.clock().instant())
                  .sign(people.keyOf(person.id())));
      if (decision == Decision.REJECT || receipt.awaiting().isEmpty()) {
        return;
      }
    }
  }

  private Decision ask(DemoPeople.Person person, String evidence) {
    Terminal terminal = surroundings.terminal();
    while (true) {
      String answer =
          terminal
              .answers()
              .apply(
                  "Sign as %s, %s? The evidence: %s  [yes/no] "
                      .formatted(person.name(), person.seat(), evidence))
              .orElseThrow(
                  () ->
                      new CommandFailure(
                          ExitCode.REJECTED,
                          "nobody answers for " + person.name(),
                          "Start again and answer, or let the people sign with --yes"))
              .strip()
              .toLowerCase(Locale.ROOT);
      if (answer.equals("y") || answer.equals("yes")) {
        return Decision.APPROVE;
      }
      if (answer.equals("n") || answer.equals("no")) {
        return Decision.REJECT;
      }
      terminal.out().println("Please answer yes or no.");
    }
  }
}
