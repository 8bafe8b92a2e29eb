package dev.countersign.rollout;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A window in which traffic does not grow. Giving back is always allowed.
 *
 * @param from first instant
 * @param until first instant after it
 * @param reason for people
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FreezeWindow(Instant from, Instant until, @Nullable String reason) {
  /** Rejects windows that end before they begin. */
  public FreezeWindow {
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException("a freeze from " + from + " can't end at " + until);
    }
  }

  /** Whether {@code now} lies in the window. */
  public boolean covers(Instant now) {
    return !now.isBefore(from) && now.isBefore(until);
  }
}
