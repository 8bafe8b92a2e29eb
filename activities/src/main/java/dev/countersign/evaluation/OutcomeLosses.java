package dev.countersign.evaluation;

import dev.countersign.evaluation.Outcome.Amounts;
import dev.countersign.evaluation.Outcome.Classes;
import java.util.List;
import java.util.Objects;

/** What is lost against what serves now in predictions of one kind of outcome, on the same rows. */
interface OutcomeLosses<T extends Outcome> {

  /** How much worse the predictions are. */
  List<Loss> performance(Paired<T> rows);

  /** How much farther from parity a group is with the reference. */
  List<Loss> parity(Paired<T> group, Paired<T> reference);

  /** How much worse the outcomes are; nothing where the label is favourable or not. */
  static List<Loss> ofPerformance(Paired<Predicted> models) {
    return switch (models.release().outcome()) {
      case null -> List.of();
      case Amounts numbers -> new AmountLosses().performance(outcomes(models, Amounts.class));
      case Classes classes -> new ClassLosses().performance(outcomes(models, Classes.class));
    };
  }

  /** How much farther from parity they are; nothing where the label is favourable or not. */
  static List<Loss> ofParity(Paired<Predicted> group, Paired<Predicted> reference) {
    return switch (group.release().outcome()) {
      case null -> List.of();
      case Amounts numbers ->
          new AmountLosses()
              .parity(outcomes(group, Amounts.class), outcomes(reference, Amounts.class));
      case Classes classes ->
          new ClassLosses()
              .parity(outcomes(group, Classes.class), outcomes(reference, Classes.class));
    };
  }

  /** Both models are asked for what the label is, so both outcomes are of one kind. */
  private static <T extends Outcome> Paired<T> outcomes(Paired<Predicted> models, Class<T> kind) {
    return new Paired<>(
        kind.cast(Objects.requireNonNull(models.release().outcome())),
        kind.cast(Objects.requireNonNull(models.serving().outcome())));
  }
}
