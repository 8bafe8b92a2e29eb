package dev.countersign.workflow;

import dev.countersign.activity.Notice;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.RouteObservation;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls people when neither the candidate nor the incumbent may serve. */
final class NeitherServes {
  private NeitherServes() {}

  /**
   * Says who serves now.
   *
   * @param observed what the router routes, read back; null when nobody could tell
   */
  static void tell(RolloutRequest request, String reason, @Nullable RouteObservation observed) {
    String release = request.model() + "/" + request.candidate().version();
    Notice notice =
        new Notice(
            release,
            Notice.Urgency.ALARM,
            "Neither model of %s may serve in %s"
                .formatted(request.model(), request.terms().plan().environment()),
            reason + ". " + next(observed),
            List.of("operator"));
    try {
      Calls.people("neither model may serve").tell(notice);
    } catch (TemporalFailure undelivered) {
      Workflow.getLogger(NeitherServes.class).error("{}: {}", notice.subject(), notice.body());
    }
  }

  private static String next(@Nullable RouteObservation observed) {
    Route route = observed == null ? null : observed.route();
    if (route == null) {
      return "The router could not be read back: look at it now";
    }
    var incumbent = route.incumbent();
    var fallback = route.fallback();
    if (incumbent != null) {
      return "The incumbent %s serves all the same: no fallback could take over. Put it right, or declare a fallback and release again"
          .formatted(incumbent.shown());
    }
    return "The fallback %s serves everybody, read back. Put the incumbent right first: the next release that names it brings it back for the rest"
        .formatted(fallback == null ? "" : fallback.name());
  }
}
