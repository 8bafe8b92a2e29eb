package dev.countersign.worker.demo;

import dev.countersign.approval.Decision;
import dev.countersign.approval.Seat;
import dev.countersign.cli.CommandFailure;
import dev.countersign.cli.Surroundings;
import dev.countersign.cli.Terminal;
import dev.countersign.client.ClientException;
import dev.countersign.client.OpenSeats;
import dev.countersign.client.ReleaseName;
import dev.countersign.client.Releases;
import dev.countersign.client.SignOffDraft;
import dev.countersign.report.ExitCode;
import dev.countersign.workflow.ReleaseView;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Lets the demonstration's people sign: by themselves, or after asking whoever watches. */
final class DemoSigning {
  private final Releases releases;
  private final ReleaseName name;
  private final DemoFolder folder;
  private final Surroundings surroundings;
  private final boolean byThemselves;
  private final DemoPages pages;

  /**
   * @param byThemselves whether the people sign without anybody being asked
   */
  DemoSigning(
      Releases releases,
      ReleaseName name,
      DemoFolder folder,
      Surroundings surroundings,
      boolean byThemselves,
      DemoPages pages) {
    this.releases = releases;
    this.name = name;
    this.folder = folder;
    this.surroundings = surroundings;
    this.byThemselves = byThemselves;
    this.pages = pages;
  }

  /** Goes round the board that is asked, until it needs nobody more or somebody said no. */
  void goRound() {
    if (!byThemselves) {
      sayWhere();
    }
    while (true) {
      ReleaseView view = releases.view(name);
      List<Seat> open = OpenSeats.of(view);
      if (view.asked() == null || open.isEmpty()) {
        return;
      }
      String seat = open.getFirst().role();
      DemoPeople.Person person =
          DemoPeople.inSeat(seat)
              .orElseThrow(
                  () -> new IllegalStateException("the demonstration has nobody for " + seat));
      Decision decision = byThemselves ? Decision.APPROVE : ask(person).orElse(null);
      if (decision != null && sign(view, person, decision) && decision == Decision.REJECT) {
        return;
      }
    }
  }

  private void sayWhere() {
    PrintWriter out = surroundings.terminal().out();
    out.println("  Read the evidence, and sign there if you like: " + pages.link());
    out.println("  Their keys are in " + folder.root().resolve("keys"));
    out.flush();
  }

  /** Signs, unless somebody has signed on the page meanwhile; whether that counted. */
  private boolean sign(ReleaseView seen, DemoPeople.Person person, Decision decision) {
    SignOffDraft draft =
        SignOffDraft.of(
            seen,
            person.seat(),
            person.id(),
            decision,
            "demonstration",
            surroundings.clock().instant());
    try {
      var _ = releases.sign(name, draft.sign(folder.people().keyOf(person.id())));
      return true;
    } catch (ClientException e) {
      boolean openStill =
          OpenSeats.of(releases.view(name)).stream()
              .anyMatch(seat -> seat.role().equals(person.seat()));
      if (openStill) {
        throw e;
      }
      return false;
    }
  }

  /** What whoever watches answers; empty when he signed on the page instead. */
  private Optional<Decision> ask(DemoPeople.Person person) {
    Terminal terminal = surroundings.terminal();
    while (true) {
      String answer =
          terminal
              .answers()
              .apply(
                  "Sign as %s, %s? [yes/no; Enter once you signed on the page] "
                      .formatted(person.name(), person.seat()))
              .orElseThrow(
                  () ->
                      new CommandFailure(
                          ExitCode.REJECTED,
                          "nobody answers for " + person.name(),
                          "Start again and answer, or let the people sign with --yes"))
              .strip()
              .toLowerCase(Locale.ROOT);
      switch (answer) {
        case "y", "yes" -> {
          return Optional.of(Decision.APPROVE);
        }
        case "n", "no" -> {
          return Optional.of(Decision.REJECT);
        }
        case "" -> {
          return Optional.empty();
        }
        default -> terminal.out().println("Please answer yes or no.");
      }
    }
  }
}
