package dev.countersign.workflow;

import dev.countersign.rollout.WaivedCheck;
import java.util.List;

/**
 * Live checks that people let go on by now.
 *
 * @param checks all of them, each until it expires
 */
public record LiveWaivers(List<WaivedCheck> checks) {
  public LiveWaivers {
    checks = checks == null ? List.of() : List.copyOf(checks);
  }
}
