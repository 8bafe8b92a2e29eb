package dev.countersign.activity;

import dev.countersign.approval.SignOffCheck;
import dev.countersign.approval.WaiverCheck;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Finds out whose signature it is, by the trust file the worker holds. */
@ActivityInterface
public interface SignOffActivities {

  /** Verifies a sign-off: its form, its signature, and that the key is a trusted person's. */
  @ActivityMethod(name = "VerifySignOff")
  SignOffCheck.Checked verify(SignOffTask task);

  /** Verifies a waiver likewise, and that it expires. */
  @ActivityMethod(name = "VerifyWaiver")
  WaiverCheck.Checked verifyWaiver(WaiverTask task);

  /** Verifies an operator's signed order likewise, and that it was carried out by nobody yet. */
  @ActivityMethod(name = "VerifyOrder")
  OrderVerdict verifyOrder(OrderTask task);
}
