package dev.countersign.explain;

import dev.countersign.model.Answers;

/** What the numbers of an explanation add up to. */
public enum Space {
  /** The margin: log-odds of the favourable class for logistic models. */
  MARGIN,
  /** The probability of the favourable class. */
  PROBABILITY,
  /** The predicted number of a regression, in the label's own unit. */
  AMOUNT;

  /** What a model's answers are in. */
  static Space of(Answers answers) {
    return switch (answers) {
      case Answers.Probabilities probabilities -> PROBABILITY;
      case Answers.Classes classes -> PROBABILITY;
      case Answers.Amounts amounts -> AMOUNT;
    };
  }

  /** As JSON and people write it. */
  public String word() {
    return switch (this) {
      case MARGIN -> "margin";
      case PROBABILITY -> "probability";
      case AMOUNT -> "amount";
    };
  }

  /** The unit of contributions, as plots and people name it. */
  public String unit() {
    return switch (this) {
      case MARGIN -> "margin (log-odds)";
      case PROBABILITY -> "probability";
      case AMOUNT -> "the label's unit";
    };
  }
}
