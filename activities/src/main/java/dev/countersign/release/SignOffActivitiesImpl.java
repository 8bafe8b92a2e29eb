package dev.countersign.release;

import dev.countersign.activity.OrderTask;
import dev.countersign.activity.OrderVerdict;
import dev.countersign.activity.SignOffActivities;
import dev.countersign.activity.SignOffTask;
import dev.countersign.activity.WaiverTask;
import dev.countersign.approval.OrderCheck;
import dev.countersign.approval.SignOffCheck;
import dev.countersign.approval.TrustFile;
import dev.countersign.approval.WaiverCheck;
import dev.countersign.passport.Envelope;
import dev.countersign.passport.Json;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * Verifies signatures by the trust file, read anew each time so that a revoked key counts at once.
 */
public final class SignOffActivitiesImpl implements SignOffActivities {
  private final Supplier<TrustFile> trust;
  private final InstantSource clock;

  public SignOffActivitiesImpl(Supplier<TrustFile> trust, InstantSource clock) {
    this.trust = trust;
    this.clock = clock;
  }

  @Override
  public SignOffCheck.Checked verify(SignOffTask task) {
    return SignOffCheck.verify(
        task.envelope().getBytes(StandardCharsets.UTF_8),
        trust.get(),
        task.request(),
        clock.instant());
  }

  @Override
  public OrderVerdict verifyOrder(OrderTask task) {
    Envelope envelope;
    try {
      envelope = Json.read(task.envelope().getBytes(StandardCharsets.UTF_8), Envelope.class);
    } catch (IllegalArgumentException e) {
      return new OrderVerdict(null, OrderCheck.malformed(e));
    }
    return OrderCheck.refuse(envelope, trust.get(), task.order(), task.log(), clock.instant())
        .map(refusal -> new OrderVerdict(null, refusal))
        .orElseGet(() -> new OrderVerdict(envelope, null));
  }

  @Override
  public WaiverCheck.Checked verifyWaiver(WaiverTask task) {
    return WaiverCheck.verify(
        task.envelope().getBytes(StandardCharsets.UTF_8),
        trust.get(),
        task.terms(),
        task.log(),
        clock.instant());
  }
}
