package dev.countersign.report;

import dev.countersign.approval.Seat;
import dev.countersign.approval.SignOffRequest;
import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.workflow.RolloutProgress;
import dev.countersign.workflow.StageView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Events as lines that stand for good, on a terminal and in a pipe alike. */
public final class EventLines {
  private static final String INDENT = "    ";

  private final Ink ink;
  private final Function<StageView, Optional<GateResult>> results;

  /**
   * @param results what a gate found, where it can be read from here
   */
  public EventLines(Ink ink, Function<StageView, Optional<GateResult>> results) {
    this.ink = ink;
    this.results = results;
  }

  /** The lines of one event. */
  public List<String> of(ReleaseEvent event) {
    return switch (event) {
      case ReleaseEvent.Accepted accepted ->
          List.of(
              ink.strong(accepted.model() + " " + accepted.version())
                  + ", "
                  + accepted.risk().name().toLowerCase(Locale.ROOT)
                  + " risk");
      case ReleaseEvent.StageStarted started ->
          List.of(
              ink.strong("▸ " + started.stage().stage().title())
                  + ink.faint("  " + started.stage().stage().purpose()));
      case ReleaseEvent.StageEnded ended -> ended(ended.stage());
      case ReleaseEvent.Asked asked -> asked(asked.request());
      case ReleaseEvent.Signed signed -> List.of(INDENT + ink.good("✎ ") + signed.sentence());
      case ReleaseEvent.Held held -> held(held);
      case ReleaseEvent.Moved moved -> List.of(INDENT + moved(moved.progress()));
      case ReleaseEvent.Warned warned ->
          List.of(INDENT + ink.open("warning: " + warned.sentence()));
      case ReleaseEvent.Paused paused ->
          List.of(INDENT + ink.open(paused.paused() ? "paused by hand" : "goes on"));
    };
  }

  private List<String> ended(StageView stage) {
    List<String> lines = new ArrayList<>();
    results.apply(stage).ifPresent(result -> addChecks(lines, result));
    String word = StageWords.of(stage.status());
    lines.add(
        "  "
            + ink.of(stage.status(), StageWords.mark(stage.status()) + " " + word)
            + StageWords.took(stage).map(length -> ink.faint("  " + Numbers.of(length))).orElse("")
            + (stage.headline() == null ? "" : "  " + stage.headline()));
    return lines;
  }

  private void addChecks(List<String> lines, GateResult result) {
    List<Check> told = CheckTable.told(result);
    CheckTable.of(told, ink).forEach(line -> lines.add(INDENT + line));
    int figures = result.checks().size() - told.size();
    if (figures > 0) {
      lines.add(INDENT + ink.faint("and " + figures + " figures that no bound is set for"));
    }
  }

  private List<String> asked(SignOffRequest request) {
    List<String> lines = new ArrayList<>();
    lines.add(INDENT + ink.open("waits for signatures:"));
    for (Seat seat : request.seats()) {
      String who =
          seat.people().isEmpty() ? "anybody who has that seat" : String.join(", ", seat.people());
      lines.add(
          INDENT + "  %-18s %s".formatted(seat.role(), who + ", within " + days(seat.deadline())));
    }
    String release = request.release().replaceFirst("^release/", "");
    lines.add(
        INDENT + ink.faint("sign: countersign approve " + release + " --seat SEAT --key FILE"));
    return lines;
  }

  private List<String> held(ReleaseEvent.Held held) {
    List<String> lines = new ArrayList<>();
    lines.add(INDENT + ink.open("held: " + held.stage().headline()));
    CheckTable.of(held.checks(), ink).forEach(line -> lines.add(INDENT + line));
    return lines;
  }

  private static String moved(RolloutProgress progress) {
    String step =
        progress.name() == null
            ? ""
            : "step " + progress.step() + " of " + progress.steps() + ", " + progress.name() + ": ";
    return step
        + progress.doing()
        + " (candidate has "
        + Numbers.of(progress.trafficPercent())
        + " %)";
  }

  private static String days(Duration length) {
    return length.toHours() >= 48 ? length.toDays() + " days" : Numbers.of(length);
  }

  /** Seats as one phrase. */
  public static String seats(SignOffRequest request) {
    return request.seats().stream().map(Seat::role).collect(Collectors.joining(", "));
  }
}
