package dev.countersign.workflow;

import dev.countersign.activity.FrozenRelease;
import java.util.stream.Stream;

/** Makes the view that a status query answers. */
final class ReleaseViews {
  private ReleaseViews() {}

  static ReleaseView of(
      ReleaseState state, Control control, BoardLedger boards, WaiverDesk waivers) {
    FrozenRelease release = state.releaseIfFrozen();
    ReleaseProgress progress = state.progress();
    return new ReleaseView(
        release == null ? null : release.model(),
        release == null ? null : release.version(),
        release == null ? null : release.tier(),
        progress.current(),
        progress.outcome(),
        state.reason(),
        control.paused(),
        progress.stages(),
        release == null ? null : state.digest().digest(),
        boards.asked() == null ? null : boards.current().request(),
        Stream.concat(boards.inWords().stream(), waivers.inWords().stream()).toList(),
        Stream.concat(boards.envelopes().stream(), waivers.envelopes().stream()).toList(),
        state.open(),
        state.rollout(),
        release == null
            ? null
            : RolloutWorkflow.id(release.rollout().plan().environment(), release.model()),
        state.log().entries(),
        state.passport(),
        state.registered(),
        release == null ? null : release.document(),
        state.modelIfAny());
  }
}
