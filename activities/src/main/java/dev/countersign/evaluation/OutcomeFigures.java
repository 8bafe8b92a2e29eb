package dev.countersign.evaluation;

import dev.countersign.gates.Figure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is measured of one kind of outcome, beside whether it is favourable. */
interface OutcomeFigures<T extends OutcomeFacts> {

  /** Every comparison of a group with the reference. */
  List<Contrast> compare(T group, T reference);

  /** How good the predictions are, over any rows. */
  List<Figure> of(T rows);

  /** A group against the reference; nothing where the label is favourable or not. */
  static List<Contrast> contrasts(Scored group, Scored reference) {
    OutcomeFacts own = group.outcome();
    OutcomeFacts other = reference.outcome();
    if (own instanceof AmountFacts amounts && other instanceof AmountFacts others) {
      return new AmountFigures().compare(amounts, others);
    }
    return own instanceof ClassFacts classes && other instanceof ClassFacts others
        ? new ClassFigures().compare(classes, others)
        : List.of();
  }

  /** How good the predictions are; nothing where the label is favourable or not. */
  static List<Figure> figures(@Nullable OutcomeFacts rows) {
    return switch (rows) {
      case null -> List.of();
      case AmountFacts amounts -> new AmountFigures().of(amounts);
      case ClassFacts classes -> new ClassFigures().of(classes);
    };
  }
}
