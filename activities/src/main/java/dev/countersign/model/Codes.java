package dev.countersign.model;

import dev.countersign.data.Frame;
import dev.countersign.model.InputColumns.Source;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns one column's values into the codes a model was trained on. */
final class Codes {
  private final Source.Coded source;
  private final Frame.Column column;
  private final Map<String, Integer> codes = new HashMap<>();

  /**
   * Prepares a column.
   *
   * @throws ModelException if it holds numbers where the model was trained on texts: codes of one's
   *     own would not be those of the model
   */
  Codes(Source.Coded source, Frame.Column column) {
    this.source = source;
    this.column = column;
    for (String category : source.categories()) {
      codes.put(category, codes.size());
    }
    if (column instanceof Frame.Numbers
        && !source.categories().stream().allMatch(Codes::isNumber)) {
      throw new ModelException(
          "The model was trained on texts in column "
              + source.column()
              + ", such as "
              + source.categories().getFirst()
              + ", but the data holds numbers there. Give the texts, not codes for them.");
    }
  }

  private static boolean isNumber(String category) {
    try {
      return Double.isFinite(Double.parseDouble(category));
    } catch (NumberFormatException text) {
      return false;
    }
  }

  /**
   * A row's code; NaN where the value is missing.
   *
   * @throws ModelException if the value is unseen and the model's library refuses that
   */
  double of(int row) {
    @Nullable String text = InputColumns.text(column, row);
    Integer code = text == null ? null : codes.get(text);
    if (code == null && text != null && source.refusesUnseen()) {
      throw new ModelException(
          "Row "
              + row
              + " (counted from 0) holds "
              + text
              + " in column "
              + source.column()
              + ", a category the model was not trained on and XGBoost refuses. Leave the cell empty"
              + " or train on it.");
    }
    return code == null ? Double.NaN : code;
  }
}
