package dev.countersign.traffic.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.data.Frame;
import dev.countersign.http.HttpProblem;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns {@code {"inputs": [{column: value}]}} into a frame. Callers are untrusted. */
final class RequestRows {
  static final int MOST_ROWS = 1_000;

  private RequestRows() {}

  /** A request the caller has to correct. */
  static final class Unusable extends HttpProblem {
    Unusable(String message) {
      super(400, message, null);
    }
  }

  /**
   * Reads the columns a model needs; others are left aside. A missing value is null.
   *
   * @throws Unusable if there are no rows, too many, or a column is absent or mixed
   */
  static Frame read(JsonNode body, List<String> columns) throws Unusable {
    JsonNode inputs = body.path("inputs");
    if (!inputs.isArray() || inputs.isEmpty() || inputs.size() > MOST_ROWS) {
      throw new Unusable(
          "send {\"inputs\": [{column: value, …}, …]} with 1 to " + MOST_ROWS + " rows");
    }
    Map<String, Frame.Column> read = new LinkedHashMap<>();
    for (String column : columns) {
      read.put(column, column(inputs, column));
    }
    return new Frame(read);
  }

  private static Frame.Column column(JsonNode inputs, String name) throws Unusable {
    double[] numbers = new double[inputs.size()];
    Arrays.fill(numbers, Double.NaN);
    @Nullable String[] texts = new String[inputs.size()];
    boolean isText = false;
    boolean isNumber = false;
    for (int row = 0; row < inputs.size(); row++) {
      JsonNode value = inputs.get(row).get(name);
      if (value == null) {
        throw new Unusable("row " + row + " has no column " + name + "; a missing value is null");
      }
      if (value.isNumber()) {
        isNumber = true;
        numbers[row] = value.doubleValue();
      } else if (value.isTextual()) {
        isText = true;
        texts[row] = value.textValue();
      } else if (!value.isNull()) {
        throw new Unusable("row " + row + ", column " + name + ": a number, a text or null");
      }
    }
    if (isText && isNumber) {
      throw new Unusable("column " + name + " mixes numbers and texts");
    }
    return isText ? new Frame.Texts(texts) : new Frame.Numbers(numbers);
  }
}
