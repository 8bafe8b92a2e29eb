package dev.countersign.evaluation;

import dev.countersign.decision.Grouping;
import dev.countersign.evaluation.Outcome.Amounts;
import dev.countersign.evaluation.Outcome.Classes;
import dev.countersign.gates.Figure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is measured of one kind of outcome, beside whether it is favourable. */
interface OutcomeFigures<T extends Outcome> {

  /** Every comparison of a group with the reference. */
  List<Contrast> compare(T group, T reference);

  /** How good the predictions are, over any rows. */
  List<Figure> of(T rows);

  /** A group against the reference; nothing where the label is favourable or not. */
  static List<Contrast> contrasts(@Nullable Outcome all, Grouping grouping, int group) {
    int[] own = grouping.rowsOf(group);
    int[] reference = grouping.rowsOf(0);
    return switch (all) {
      case null -> List.of();
      case Amounts amounts ->
          new AmountFigures().compare(amounts.select(own), amounts.select(reference));
      case Classes classes ->
          new ClassFigures().compare(classes.select(own), classes.select(reference));
    };
  }
}
