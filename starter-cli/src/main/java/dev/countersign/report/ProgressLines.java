package dev.countersign.report;

import dev.countersign.client.ClientException;
import dev.countersign.client.ReleaseWatch;
import dev.countersign.workflow.ReleaseView;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Follows a release in plain lines, as a pipe or a CI log wants them. */
public final class ProgressLines implements ReleaseWatch.Observer {
  private final PrintWriter out;
  private final EventLines words;
  private @Nullable ReleaseView before;

  public ProgressLines(PrintWriter out, EventLines words) {
    this.out = out;
    this.words = words;
  }

  @Override
  public void sees(ReleaseView view) {
    for (ReleaseEvent event : ReleaseEvent.between(before, view)) {
      words.of(event).forEach(out::println);
    }
    out.flush();
    before = view;
  }

  @Override
  public void waits(ClientException why) {
    out.println("waiting: " + why.getMessage() + ". " + why.remedy());
    out.flush();
  }
}
