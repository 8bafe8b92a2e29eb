package dev.countersign.workflow;

import dev.countersign.activity.FrozenRelease;
import dev.countersign.workflow.StageView.Status;
import io.temporal.workflow.Workflow;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an operator who has only the Temporal UI sees: search attributes to find a release by, and
 * one Markdown table of its stages. No names of people in search attributes.
 */
final class OperatorView {
  /** The server takes 20,000 bytes of current details. */
  private static final int MOST_BYTES = 19_000;

  private static final int LONGEST_HEADLINE = 400;

  private final ReleaseState state;
  private @Nullable Stage shown;

  OperatorView(ReleaseState state) {
    this.state = state;
  }

  /** What is known once intake has frozen the release. */
  void frozen(FrozenRelease release) {
    Workflow.upsertTypedSearchAttributes(
        Attributes.MODEL.valueSet(release.model()),
        Attributes.VERSION.valueSet(release.version()),
        Attributes.RISK.valueSet(release.tier().name().toLowerCase(Locale.ROOT)),
        Attributes.TRAFFIC.valueSet(0.0));
  }

  /** The stage changed. */
  void stage(Stage stage) {
    if (shown != stage) {
      shown = stage;
      Workflow.upsertTypedSearchAttributes(Attributes.STAGE.valueSet(stage.id()));
    }
  }

  /** The release waits for these roles; empty when it no longer waits. */
  void awaiting(List<String> roles) {
    Workflow.upsertTypedSearchAttributes(
        roles.isEmpty() ? Attributes.AWAITING.valueUnset() : Attributes.AWAITING.valueSet(roles));
  }

  void traffic(double percent) {
    Workflow.upsertTypedSearchAttributes(Attributes.TRAFFIC.valueSet(percent));
  }

  /** The release has ended, and waits for nobody any more. */
  void outcome(Outcome outcome) {
    Workflow.upsertTypedSearchAttributes(
        Attributes.OUTCOME.valueSet(outcome.name()), Attributes.AWAITING.valueUnset());
  }

  /** Draws the table anew. */
  void describe(boolean paused) {
    show(details(paused));
  }

  /** Shows Markdown as the workflow's current details, cut to what the server takes. */
  static void show(String details) {
    boolean fits = details.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
    Workflow.setCurrentDetails(
        fits ? details : details.substring(0, MOST_BYTES / 4) + "\n\n(cut: ask for the status)");
  }

  private String details(boolean paused) {
    StringBuilder text = new StringBuilder();
    FrozenRelease release = state.releaseIfFrozen();
    if (release != null) {
      text.append("**")
          .append(release.model())
          .append(' ')
          .append(release.version())
          .append("**, ");
      text.append(release.tier().name().toLowerCase(Locale.ROOT)).append(" risk");
    }
    Outcome outcome = state.progress().outcome();
    if (outcome != null) {
      text.append(": **").append(outcome).append("**");
      if (state.reason() != null) {
        text.append(" — ").append(cell(state.reason()));
      }
    } else if (paused) {
      text.append(" — **paused**");
    }
    text.append("\n\n| stage | state | what came of it |\n| --- | --- | --- |\n");
    for (StageView stage : state.progress().stages()) {
      text.append("| ").append(stage.stage().title());
      text.append(" | ").append(word(stage.status()));
      text.append(" | ").append(stage.headline() == null ? "" : cell(stage.headline()));
      text.append(" |\n");
    }
    return text.toString();
  }

  private static String word(Status status) {
    return switch (status) {
      case TO_COME -> "·";
      case RUNNING -> "running";
      case WAITING -> "**waits for people**";
      case HELD -> "**held**";
      case PASSED -> "pass";
      case WARNED -> "warn";
      case SKIPPED -> "skipped";
      case FAILED -> "**FAIL**";
      case REFUSED -> "**refused**";
      case EXPIRED -> "**expired**";
      case ABORTED -> "**aborted**";
    };
  }

  private static String cell(String text) {
    // the UI shows entities as they stand, so what could be markup is written otherwise
    String line = text.replace('\n', ' ').replace("|", "\\|").replace("<=", "≤").replace("<", "‹");
    return line.length() <= LONGEST_HEADLINE ? line : line.substring(0, LONGEST_HEADLINE) + "…";
  }
}
