package dev.countersign.worker.pages.release;

import dev.countersign.gate.Verdict;
import dev.countersign.workflow.StageView.Status;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How pages say things, and in which tone: {@code good}, {@code bad}, {@code open}, {@code plain}.
 */
final class Words {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Words() {}

  static String of(Instant at) {
    return at.equals(Instant.EPOCH) ? "" : TIME.format(at);
  }

  static String of(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  static String toneOf(String outcome) {
    return outcome.equals("RELEASED") ? "good" : "bad";
  }

  static String toneOf(@Nullable Verdict verdict) {
    return switch (verdict) {
      case PASS -> "good";
      case WARN, INCONCLUSIVE -> "open";
      case FAIL -> "bad";
      case null -> "plain";
    };
  }

  static String toneOf(Status status) {
    return switch (status) {
      case PASSED -> "good";
      case WAITING, HELD, WARNED -> "open";
      case FAILED, REFUSED, EXPIRED, ABORTED -> "bad";
      case TO_COME, RUNNING, SKIPPED -> "plain";
    };
  }
}
