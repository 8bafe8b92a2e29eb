package dev.countersign.rollout;

import java.util.Locale;

/** Which part of a route serves a request. */
public enum Role {
  INCUMBENT,
  CANDIDATE,
  FALLBACK;

  /** The name in metrics and answers, in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
