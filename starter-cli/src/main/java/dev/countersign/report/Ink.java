package dev.countersign.report;

import dev.countersign.gate.Verdict;
import dev.countersign.workflow.StageView;

/** Colours on a terminal, or none at all. */
public enum Ink {
  COLOURED,
  PLAIN;

  private static final String ESCAPE = "\u001b[";

  /** What went well. */
  public String good(String text) {
    return paint("32", text);
  }

  /** What is worth a look. */
  public String notable(String text) {
    return paint("33", text);
  }

  /** What waits for people. */
  public String open(String text) {
    return paint("35", text);
  }

  /** What stopped it. */
  public String bad(String text) {
    return paint("1;31", text);
  }

  /** What is less important. */
  public String faint(String text) {
    return paint("2", text);
  }

  /** What stands out. */
  public String strong(String text) {
    return paint("1", text);
  }

  String of(Verdict verdict, String text) {
    return switch (verdict) {
      case PASS -> good(text);
      case WARN -> notable(text);
      case INCONCLUSIVE -> open(text);
      case FAIL -> bad(text);
    };
  }

  String of(StageView.Status status, String text) {
    return switch (status) {
      case TO_COME, SKIPPED -> faint(text);
      case RUNNING -> strong(text);
      case WAITING, HELD -> open(text);
      case PASSED -> good(text);
      case WARNED -> notable(text);
      case FAILED, REFUSED, EXPIRED, ABORTED -> bad(text);
    };
  }

  private String paint(String style, String text) {
    return this == PLAIN ? text : ESCAPE + style + "m" + text + ESCAPE + "0m";
  }
}
