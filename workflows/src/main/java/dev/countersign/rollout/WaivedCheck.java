package dev.countersign.rollout;

import java.time.Instant;

/**
 * A live check that people let go on, by signed waiver.
 *
 * @param check its id, or {@value #ANALYSIS} for everything that could not be decided
 * @param expires it counts before this
 */
public record WaivedCheck(String check, Instant expires) {

  /** Stands for a step that could not be decided at all: unreadable, or too few requests. */
  public static final String ANALYSIS = "analysis";

  /** Whether it lets {@code id} go on at {@code now}. */
  public boolean covers(String id, Instant now) {
    return check.equals(id) && now.isBefore(expires);
  }
}
