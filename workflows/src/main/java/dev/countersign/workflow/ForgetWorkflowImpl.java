package dev.countersign.workflow;

import dev.countersign.activity.ForgetTask;
import dev.countersign.activity.Forgotten;
import dev.countersign.activity.Notice;
import dev.countersign.activity.SweepReport.Swept;
import dev.countersign.passport.Envelope;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Verifies the order, has the router taken off the list, and tells people. */
public final class ForgetWorkflowImpl implements ForgetWorkflow {

  @Override
  public Forgotten forget(ForgetRequest request) {
    Swept router = request.router();
    Command command = request.command();
    String reason = command.reason();
    if (reason == null || reason.isBlank()) {
      throw refused("a router is forgotten for a reason, and none is given");
    }
    Envelope order = verified(router, command);
    if (order == null) {
      throw refused("a router is forgotten by a signed order, and this one is not signed");
    }
    if (!order.statement().subjectDigest().equals(router.digest())) {
      throw refused("the order was signed for the router " + order.statement().subjectDigest());
    }
    Forgotten forgotten =
        Calls.sweep("take " + router.id() + " off the list")
            .forget(
                new ForgetTask(
                    router,
                    RolloutWorkflow.id(router.environment(), router.model()),
                    SignedPaper.of(order).envelope()));
    String refusal = forgotten.refusal();
    if (refusal != null) {
      throw refused(refusal);
    }
    tell(router, command, reason);
    return forgotten;
  }

  private static @Nullable Envelope verified(Swept router, Command command) {
    try {
      Orders.refuseUnlessReadable(command);
      return Orders.verified(ForgetWorkflow.subject(router), ORDER, command, null);
    } catch (IllegalArgumentException unreadable) {
      throw refused(String.valueOf(unreadable.getMessage()));
    } catch (ApplicationFailure unproven) {
      throw refused(unproven.getOriginalMessage());
    }
  }

  private static void tell(Swept router, Command command, String reason) {
    Notice notice =
        new Notice(
            router.model(),
            Notice.Urgency.ALARM,
            "Traffic of %s in %s is swept no more at one router"
                .formatted(router.model(), router.environment()),
            "%s ordered that the %s router %s be forgotten: %s. Should it still route, only its own lease gives back"
                .formatted(Orders.who(command), router.router(), router.id(), reason),
            List.of("operator"));
    try {
      Calls.people("tell people of the forgotten router").tell(notice);
    } catch (TemporalFailure undelivered) {
      Workflow.getLogger(ForgetWorkflowImpl.class).warn("{}: {}", notice.subject(), notice.body());
    }
  }

  private static ApplicationFailure refused(String why) {
    return ApplicationFailure.newNonRetryableFailure(why, REFUSED);
  }
}
