package dev.countersign.activity;

import java.util.List;

/**
 * Something people must know.
 *
 * @param release {@code model/version}
 * @param urgency how loud
 * @param subject one line
 * @param body what happened and what to do next, with the exact command where there is one
 * @param seats whom it concerns, by role
 */
public record Notice(
    String release, Urgency urgency, String subject, String body, List<String> seats) {
  public Notice {
    seats = seats == null ? List.of() : List.copyOf(seats);
  }

  /** How loud a notice is. */
  public enum Urgency {
    INFORM,
    ASK,
    ALARM
  }
}
