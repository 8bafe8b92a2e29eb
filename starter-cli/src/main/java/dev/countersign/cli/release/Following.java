package dev.countersign.cli.release;

import dev.countersign.cli.Surroundings;
import dev.countersign.cli.Terminal;
import dev.countersign.client.ClientException;
import dev.countersign.client.Ending;
import dev.countersign.client.EvidenceReader;
import dev.countersign.client.ReleaseName;
import dev.countersign.client.ReleaseWatch;
import dev.countersign.client.Releases;
import dev.countersign.gate.GateResult;
import dev.countersign.report.EventLines;
import dev.countersign.report.LiveBoard;
import dev.countersign.report.ProgressLines;
import dev.countersign.report.ReleaseReport;
import dev.countersign.workflow.ReleaseView;
import dev.countersign.workflow.Stage;
import dev.countersign.workflow.StageView;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Follows a release before a person's eyes and remembers what was seen. */
public final class Following implements ReleaseWatch.Observer {
  private final ReleaseName name;
  private final ReleaseWatch watch;
  private final ReleaseWatch.Observer screen;
  private final EvidenceReader evidence = new EvidenceReader();
  private final Map<Stage, GateResult> results = new EnumMap<>(Stage.class);
  private @Nullable ReleaseView view;
  private @Nullable Ending ending;

  /**
   * @param terminal where progress goes: a live list for a person, plain lines for a pipe
   */
  public Following(
      Releases releases, ReleaseName name, Terminal terminal, Surroundings surroundings) {
    this.name = name;
    this.watch = new ReleaseWatch(releases, name, surroundings.clock());
    EventLines words = new EventLines(terminal.ink(), this::result);
    this.screen =
        terminal.isInteractive()
            ? new LiveBoard(
                terminal.out(), words, terminal.ink(), terminal.width(), surroundings.clock())
            : new ProgressLines(terminal.out(), words);
  }

  /**
   * Follows it to its end, or to what is enough. Can be called again to go on.
   *
   * @return everything seen so far
   */
  public ReleaseReport until(Predicate<ReleaseView> enough) throws InterruptedException {
    Optional<Ending> end = watch.follow(enough, this);
    if (screen instanceof LiveBoard board) {
      board.wipe();
    }
    ending = end.orElse(null);
    return report();
  }

  /** Everything seen so far. */
  public ReleaseReport report() {
    return new ReleaseReport(name, view, results, ending);
  }

  @Override
  public void sees(ReleaseView now) {
    view = now;
    screen.sees(now);
  }

  @Override
  public void waits(ClientException why) {
    screen.waits(why);
  }

  private Optional<GateResult> result(StageView stage) {
    Optional<GateResult> found = evidence.gateResult(stage);
    found.ifPresent(result -> results.put(stage.stage(), result));
    return found;
  }
}
