package dev.countersign.workflow;

import dev.countersign.gate.Check;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TimeoutFailure;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Failures and checks in a sentence an operator can act on. */
final class Failures {
  private Failures() {}

  /** The innermost cause's own words. */
  static String inWords(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return switch (cause) {
      case ApplicationFailure application -> application.getOriginalMessage();
      case TimeoutFailure timeout -> "timed out (" + timeout.getTimeoutType() + ")";
      default -> cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    };
  }

  /**
   * Whether something could not be reached in time, so that trying again may help: nothing that
   * would come out the same, and no cancellation.
   */
  static boolean isOutage(TemporalFailure failure) {
    if (!(failure instanceof ActivityFailure) || isCancellation(failure)) {
      return false;
    }
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
      if (cause instanceof ApplicationFailure application
          && (application.isNonRetryable()
              || List.of(Calls.FINAL).contains(application.getType()))) {
        return false;
      }
    }
    return true;
  }

  /** Whether it is a cancellation, or was caused by one. */
  static boolean isCancellation(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CanceledFailure) {
        return true;
      }
    }
    return false;
  }

  /** A check with its value, bounds and note. */
  static String checkInWords(@Nullable Check check) {
    if (check == null) {
      return "not measured";
    }
    StringBuilder words = new StringBuilder(check.check());
    if (check.attribute() != null) {
      words.append(' ').append(check.attribute());
    }
    if (check.group() != null) {
      words.append(' ').append(check.group());
    }
    words.append(
        check.value() == null
            ? " not measured"
            : String.format(Locale.ROOT, " %.4g", check.value()));
    if (check.bounds() != null) {
      Double min = check.bounds().min();
      Double max = check.bounds().max();
      words.append(" (");
      words.append(
          min != null && max != null
              ? "must be %s to %s".formatted(min, max)
              : min != null ? "must be at least " + min : "must be at most " + max);
      words.append(')');
    }
    if (check.verdict() != null) {
      words.append(" ").append(check.verdict());
    }
    return words.toString();
  }
}
