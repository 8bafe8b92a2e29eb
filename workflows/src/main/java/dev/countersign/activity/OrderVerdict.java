package dev.countersign.activity;

import dev.countersign.approval.Refusal;
import dev.countersign.passport.Envelope;
import org.jspecify.annotations.Nullable;

/**
 * What came of verifying a signed order.
 *
 * @param envelope the order, when it is what it says, by whom it says
 * @param refusal why not, otherwise
 */
public record OrderVerdict(@Nullable Envelope envelope, @Nullable Refusal refusal) {
  public OrderVerdict {
    if ((envelope == null) == (refusal == null)) {
      throw new IllegalArgumentException("either an order or a refusal");
    }
  }
}
