package dev.countersign.client;

import java.util.Locale;

/** What an operator can tell a running release. */
public enum Order {
  PAUSE,
  RESUME,
  PROMOTE,
  RETRY,
  ABORT;

  /** Name of the Update that carries it. */
  public String update() {
    return name().toLowerCase(Locale.ROOT);
  }
}
