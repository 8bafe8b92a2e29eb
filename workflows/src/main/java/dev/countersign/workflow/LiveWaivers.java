package dev.countersign.workflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countersign.rollout.WaivedCheck;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Live checks that people let go on by now.
 *
 * @param checks all of them, each until it expires
 * @param release workflow id of the release whose rollout they are for; null for whichever runs
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LiveWaivers(List<WaivedCheck> checks, @Nullable String release) {
  public LiveWaivers {
    checks = checks == null ? List.of() : List.copyOf(checks);
  }
}
