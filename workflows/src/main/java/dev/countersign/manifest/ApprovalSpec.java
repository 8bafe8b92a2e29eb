package dev.countersign.manifest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A seat beyond the policy's, or a tightening of one of its seats.
 *
 * @param seat its role, for example {@code data-protection}
 * @param people who may fill it; for a seat of the policy this narrows who may
 * @param board which board it sits on; default both
 * @param deadline for example {@code 3d}; may only shorten the policy's
 */
public record ApprovalSpec(
    String seat, List<String> people, @Nullable Board board, @Nullable String deadline) {
  public ApprovalSpec {
    people = people == null ? List.of() : List.copyOf(people);
  }

  /** The moments people are asked at. */
  public enum Board {
    /** Before the data is used. */
    DATA,
    /** Before any traffic. */
    DEPLOYMENT
  }
}
