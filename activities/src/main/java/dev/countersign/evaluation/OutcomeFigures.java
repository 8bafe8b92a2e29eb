package dev.countersign.evaluation;

import dev.countersign.gates.Figure;
import java.util.List;

/** What is measured of one kind of outcome, beside whether it is favourable. */
interface OutcomeFigures<T extends Outcome> {

  /** Every comparison of a group with the reference. */
  List<Figure> compare(T group, T reference);

  /** How good the predictions are, over any rows. */
  List<Figure> of(T rows);
}
