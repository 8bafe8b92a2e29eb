package dev.countersign.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a model decided one row as it did: {@code base + Σ contribution = prediction} in {@code
 * space}. As JSON this is what {@code explain --json} prints.
 *
 * @param row the row's id
 * @param space {@code margin} or {@code probability}
 * @param base the answer before anything is known
 * @param prediction the model's own answer for the row
 * @param contributions one an input of the model, the largest first; an indicator {@code
 *     column=value} as the model file has it, its value 1 or 0
 */
@JsonPropertyOrder({"row", "space", "base", "prediction", "contributions"})
public record RowExplanation(
    String row, String space, double base, double prediction, List<Contribution> contributions) {
  public RowExplanation {
    contributions = List.copyOf(contributions);
  }

  /**
   * What one input did.
   *
   * @param feature the input's name
   * @param value a number or a text; null where it is missing
   * @param contribution in the explanation's space; above 0 speaks for the favourable outcome
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Contribution(String feature, @Nullable Object value, double contribution) {}
}
