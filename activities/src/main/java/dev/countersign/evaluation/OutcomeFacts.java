package dev.countersign.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * What is known of labels and predictions beyond favourable or not, counted: numbers, or one of
 * several classes. Its size does not hang on the number of rows.
 */
sealed interface OutcomeFacts permits AmountFacts, ClassFacts {

  /** Rows. */
  long n();

  /** Counts rows; null where the label is favourable or not. */
  static @Nullable OutcomeFacts of(@Nullable Outcome rows) {
    return switch (rows) {
      case null -> null;
      case Outcome.Amounts amounts -> AmountFacts.of(amounts);
      case Outcome.Classes classes -> ClassFacts.of(classes);
    };
  }
}
