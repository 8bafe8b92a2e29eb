package dev.countersign.workflow;

import dev.countersign.activity.Notice;
import dev.countersign.activity.NotifyActivities;
import dev.countersign.activity.OrderTask;
import dev.countersign.activity.OrderVerdict;
import dev.countersign.activity.PassportActivities;
import dev.countersign.activity.SealTask;
import dev.countersign.activity.SignOffActivities;
import dev.countersign.activity.SignOffTask;
import dev.countersign.activity.WaiverTask;
import dev.countersign.approval.OrderCheck;
import dev.countersign.approval.SignOffCheck;
import dev.countersign.approval.WaiverCheck;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.passport.Envelope;
import dev.countersign.passport.Json;
import io.temporal.activity.Activity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/** Signatures that are really verified; what is sealed and told is kept. */
final class ScriptedPapers implements SignOffActivities, PassportActivities, NotifyActivities {
  private final ScriptedWorld world;

  ScriptedPapers(ScriptedWorld world) {
    this.world = world;
  }

  @Override
  public SignOffCheck.Checked verify(SignOffTask task) {
    world.called("verify-sign-off");
    return SignOffCheck.verify(
        task.envelope().getBytes(StandardCharsets.UTF_8), world.trust, task.request(), now());
  }

  @Override
  public WaiverCheck.Checked verifyWaiver(WaiverTask task) {
    world.called("verify-waiver");
    awaitSlowVerification();
    return WaiverCheck.verify(
        task.envelope().getBytes(StandardCharsets.UTF_8),
        world.trust,
        task.terms(),
        task.log(),
        now());
  }

  private void awaitSlowVerification() {
    CountDownLatch slow = world.slowVerification;
    world.slowVerification = null;
    try {
      if (slow != null) {
        slow.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while verifying", e);
    }
  }

  @Override
  public OrderVerdict verifyOrder(OrderTask task) {
    world.called("verify-order");
    Envelope envelope = Json.read(task.envelope().getBytes(StandardCharsets.UTF_8), Envelope.class);
    return OrderCheck.refuse(envelope, world.trust, task.order(), task.log(), now())
        .map(refusal -> new OrderVerdict(null, refusal))
        .orElseGet(() -> new OrderVerdict(envelope, null));
  }

  private static Instant now() {
    return Instant.ofEpochMilli(
        Activity.getExecutionContext().getInfo().getCurrentAttemptScheduledTimestamp());
  }

  @Override
  public EvidenceRef seal(SealTask task) {
    world.called("seal");
    world.sealed.add(task);
    return ScriptedWorld.ref("passport.zip");
  }

  @Override
  public void tell(Notice notice) {
    world.notices.add(notice);
  }
}
