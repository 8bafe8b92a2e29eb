package dev.countersign.explain;

/** What the numbers of an explanation add up to. */
public enum Space {
  /** The margin: log-odds of the favourable class for logistic models. */
  MARGIN,
  /** The probability of the favourable class. */
  PROBABILITY;

  /** As JSON and people write it. */
  public String word() {
    return switch (this) {
      case MARGIN -> "margin";
      case PROBABILITY -> "probability";
    };
  }
}
