package dev.countersign.approval;

/** What a board makes of a sign-off handed in. */
public sealed interface Reception {

  /**
   * It counts.
   *
   * @param board the board with it; the same as before if it had this very sign-off already
   */
  record Accepted(BoardState board) implements Reception {}

  /** It doesn't. The board stays as it was. */
  record Refused(Refusal refusal) implements Reception {}
}
