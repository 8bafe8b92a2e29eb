package dev.countersign.approval;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;

/** Where a board stands. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
@JsonSubTypes({
  @JsonSubTypes.Type(value = BoardStatus.Waiting.class, name = "waiting"),
  @JsonSubTypes.Type(value = BoardStatus.Approved.class, name = "approved"),
  @JsonSubTypes.Type(value = BoardStatus.Rejected.class, name = "rejected"),
  @JsonSubTypes.Type(value = BoardStatus.Expired.class, name = "expired")
})
public sealed interface BoardStatus {

  /**
   * Seats are still empty.
   *
   * @param missing their roles, in the board's order
   * @param until the first deadline among them
   */
  record Waiting(List<String> missing, Instant until) implements BoardStatus {
    public Waiting {
      missing = missing == null ? List.of() : List.copyOf(missing);
    }
  }

  /** Every seat approved. */
  record Approved() implements BoardStatus {}

  /**
   * A seat said no.
   *
   * @param seat which
   * @param person who filled it
   */
  record Rejected(String seat, String person) implements BoardStatus {}

  /**
   * A deadline passed while seats were empty: the answer is no.
   *
   * @param missing the seats whose deadline passed, in the board's order
   */
  record Expired(List<String> missing) implements BoardStatus {
    public Expired {
      missing = missing == null ? List.of() : List.copyOf(missing);
    }
  }
}
