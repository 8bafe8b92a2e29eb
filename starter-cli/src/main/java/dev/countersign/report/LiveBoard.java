package dev.countersign.report;

import dev.countersign.client.ClientException;
import dev.countersign.client.ReleaseWatch;
import dev.countersign.workflow.ReleaseView;
import dev.countersign.workflow.StageView;
import dev.countersign.workflow.StageView.Status;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows a release on a terminal: what happened scrolls by, and below it stands the list of
 * stages, redrawn in place.
 */
public final class LiveBoard implements ReleaseWatch.Observer {
  private static final String CLEAR_BELOW = "\u001b[0J";

  private final PrintWriter out;
  private final EventLines words;
  private final Ink ink;
  private final int width;
  private final InstantSource clock;
  private @Nullable ReleaseView before;
  private int drawn;

  /**
   * @param width columns of the terminal; longer lines of the list are cut
   */
  public LiveBoard(PrintWriter out, EventLines words, Ink ink, int width, InstantSource clock) {
    this.out = out;
    this.words = words;
    this.ink = ink;
    this.width = width;
    this.clock = clock;
  }

  @Override
  public void sees(ReleaseView view) {
    wipe();
    for (ReleaseEvent event : ReleaseEvent.between(before, view)) {
      words.of(event).forEach(out::println);
    }
    before = view;
    if (view.outcome() == null) {
      draw(view);
    }
    out.flush();
  }

  @Override
  public void waits(ClientException why) {
    wipe();
    out.println(ink.open("waiting: ") + why.getMessage() + ". " + why.remedy());
    out.flush();
  }

  /** Takes the list away, so that somebody else can write. */
  public void wipe() {
    if (drawn > 0) {
      out.print("\u001b[" + drawn + "F" + CLEAR_BELOW);
      out.flush();
      drawn = 0;
    }
  }

  private void draw(ReleaseView view) {
    List<String> lines = new ArrayList<>();
    lines.add(ink.faint("─".repeat(Math.min(width - 1, 60))));
    for (StageView stage : view.stages()) {
      lines.add(line(stage));
    }
    lines.forEach(out::println);
    drawn = lines.size();
  }

  private String line(StageView stage) {
    String text =
        "%s %-17s %s"
            .formatted(StageWords.mark(stage.status()), stage.stage().title(), detail(stage));
    String cut = text.length() < width ? text : text.substring(0, Math.max(1, width - 2)) + "…";
    return ink.of(stage.status(), cut.stripTrailing());
  }

  private String detail(StageView stage) {
    if (stage.status() == Status.TO_COME) {
      return "";
    }
    String headline = stage.headline() == null ? StageWords.of(stage.status()) : stage.headline();
    Duration length =
        stage.startedAt() == null || stage.endedAt() != null
            ? StageWords.took(stage).orElse(Duration.ZERO)
            : Duration.between(stage.startedAt(), clock.instant());
    return "%9s  %s".formatted(Numbers.of(length.isNegative() ? Duration.ZERO : length), headline);
  }
}
