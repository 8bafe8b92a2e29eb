package dev.countersign.evaluation;

import dev.countersign.stats.Mean;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of predicted classes.
 *
 * @param names the label's values
 * @param confusion rows by actual (first index) and predicted class; not copied: read-only
 * @param logLoss mean of −ln P(the label's class); null where only classes are known, or there is
 *     no row
 */
record ClassFacts(List<String> names, long[][] confusion, @Nullable Mean logLoss)
    implements OutcomeFacts {
  ClassFacts {
    names = List.copyOf(names);
  }

  /** Counts rows. */
  static ClassFacts of(Outcome.Classes rows) {
    double[] own = rows.own();
    return new ClassFacts(
        rows.names(),
        rows.confusion(),
        own == null || own.length == 0
            ? null
            : Mean.of(Arrays.stream(own).map(Scores::logLoss).toArray()));
  }

  @Override
  public long n() {
    return Arrays.stream(confusion).flatMapToLong(Arrays::stream).sum();
  }
}
