package dev.countersign.worker.pages.release;

import dev.countersign.client.ReleaseName;
import dev.countersign.passport.Digests;
import dev.countersign.passport.LogEntry;
import dev.countersign.report.Numbers;
import dev.countersign.report.StageWords;
import dev.countersign.worker.pages.entrance.Visitor;
import dev.countersign.worker.pages.release.GateSection.Link;
import dev.countersign.workflow.ReleaseView;
import dev.countersign.workflow.RolloutProgress;
import dev.countersign.workflow.StageView;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the page of a release. */
public final class ReleasePages {
  private final ReleaseBook book;
  private final TemporalLinks temporal;
  private final InstantSource clock;

  public ReleasePages(ReleaseBook book, TemporalLinks temporal, InstantSource clock) {
    this.book = book;
    this.temporal = temporal;
    this.clock = clock;
  }

  /**
   * The page of a release as it stands.
   *
   * @param visitor who will look at it
   * @param links where evidence will be found
   */
  ReleasePage of(ReleaseName name, ReleaseView view, Visitor visitor, EvidenceLinks links) {
    List<GateSection> gates = new ArrayList<>();
    for (StageView stage : view.stages()) {
      book.result(stage)
          .map(result -> GateSection.of(stage.stage(), result, links))
          .ifPresent(gates::add);
    }
    String path = "/releases/" + name;
    return new ReleasePage(
        name.toString(),
        path,
        name.model(),
        name.version(),
        view.risk() == null ? "" : view.risk().name().toLowerCase(Locale.ROOT) + " risk",
        state(view),
        tone(view),
        view.reason(),
        view.stages().stream().map(stage -> row(stage, view, gates)).toList(),
        Ask.of(name, view, visitor, clock.instant()),
        view.open().stream().map(GateSection::row).toList(),
        view.papers().stream().map(Paper::of).toList(),
        gates,
        document(gates, "model-card.html"),
        document(gates, "data-audit.html"),
        traffic(view.rollout(), view.outcome() != null),
        view.releaseDigest(),
        view.log().isEmpty() ? null : view.log().getLast().digest(),
        view.log().stream().map(ReleasePages::row).toList(),
        view.passport() == null ? null : links.to(view.passport()),
        view.registered(),
        temporal.to(name.workflowId()),
        view.rollout() == null ? null : temporal.to(view.rolloutId()),
        "countersign waive "
            + name
            + " --check CHECK --seat SEAT --key FILE --reason … --expires …",
        view.candidate() != null,
        pulse(view));
  }

  /** Changes when anything that the page shows does. */
  static String pulse(ReleaseView view) {
    return Digests.ofJson(
        List.of(
            view.log().size(),
            String.valueOf(view.rollout()),
            view.paused(),
            view.stages().stream().map(StageView::status).toList(),
            String.valueOf(view.outcome()),
            String.valueOf(view.passport()),
            String.valueOf(view.registered())));
  }

  private static String state(ReleaseView view) {
    if (view.outcome() != null) {
      return Words.of(view.outcome().name());
    }
    StageView now =
        view.stages().stream()
            .filter(stage -> stage.stage() == view.stage())
            .findFirst()
            .orElseThrow();
    return (view.paused() ? "paused at " : "")
        + now.stage().title()
        + ": "
        + StageWords.of(now.status());
  }

  private static String tone(ReleaseView view) {
    if (view.outcome() != null) {
      return Words.toneOf(view.outcome().name());
    }
    return view.asked() != null || !view.open().isEmpty() || view.paused() ? "open" : "plain";
  }

  private static ReleasePage.StageRow row(
      StageView stage, ReleaseView view, List<GateSection> gates) {
    boolean notReached = stage.status() == StageView.Status.TO_COME && view.outcome() != null;
    return new ReleasePage.StageRow(
        stage.stage().title(),
        stage.stage().purpose(),
        StageWords.mark(stage.status()),
        notReached ? "not reached" : StageWords.of(stage.status()),
        Words.toneOf(stage.status()),
        Objects.requireNonNullElse(stage.headline(), "").replace("`", ""),
        StageWords.took(stage).map(Numbers::of).orElse(""),
        gates.stream()
            .map(GateSection::id)
            .filter(stage.stage().id()::equals)
            .findFirst()
            .orElse(null));
  }

  private static ReleasePage.LogRow row(LogEntry entry) {
    return new ReleasePage.LogRow(
        entry.seq(),
        Words.of(entry.at()),
        Words.of(entry.kind().name()),
        Objects.requireNonNullElse(entry.about(), ""),
        entry.summary(),
        entry.subject());
  }

  private static ReleasePage.@Nullable Traffic traffic(
      @Nullable RolloutProgress rollout, boolean ended) {
    if (rollout == null) {
      return null;
    }
    String step =
        rollout.step() == 0
            ? ""
            : "step %d of %d%s: "
                .formatted(
                    rollout.step(),
                    rollout.steps(),
                    rollout.name() == null ? "" : " (" + rollout.name() + ")");
    return new ReleasePage.Traffic(
        rollout.trafficPercent(),
        step
            + Numbers.of(rollout.trafficPercent())
            + " % of traffic goes to the candidate"
            + (ended ? "" : "; " + rollout.doing()),
        rollout.paused(),
        rollout.warnings());
  }

  private static @Nullable Link document(List<GateSection> gates, String name) {
    return gates.stream()
        .flatMap(gate -> gate.documents().stream())
        .filter(link -> link.name().equals(name))
        .findFirst()
        .orElse(null);
  }
}
