package dev.countersign.workflow;

import org.jspecify.annotations.Nullable;

/**
 * An operator's command.
 *
 * @param person who gives it, as far as the caller could tell
 * @param reason why, for the log
 * @param signed the same, signed by that person; null: the person is only a claim
 */
public record Command(String person, @Nullable String reason, @Nullable SignedPaper signed) {

  /** The longest name and the longest reason, in characters. */
  public static final int LONGEST = 500;

  /** A command that nobody signed. */
  public Command(String person, @Nullable String reason) {
    this(person, reason, null);
  }
}
