package dev.countersign.model.endpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.data.Frame;
import dev.countersign.model.ModelException;
import dev.countersign.model.Probabilities;
import dev.countersign.model.endpoint.DynamicBatches.Question;
import dev.countersign.passport.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The scoring protocol of MLflow, which MLServer and others speak too: {@code {"dataframe_split":
 * {"columns": […], "data": [[…]]}}} is answered by {@code {"predictions": […]}}, one entry a row: a
 * number (the probability of class 1), a list with one number a class, or an object with one number
 * a class in the model's order.
 */
final class MlflowScoring {
  private static final JsonFactory FACTORY = new JsonFactory();

  private MlflowScoring() {}

  /** Rows as a question. What is missing is null. */
  static byte[] question(List<Question> asked, List<String> columns) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeObjectFieldStart("dataframe_split");
      json.writeArrayFieldStart("columns");
      for (String column : columns) {
        json.writeString(column);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("data");
      boolean[] whole = new boolean[columns.size()];
      for (int i = 0; i < whole.length; i++) {
        String column = columns.get(i);
        whole[i] = asked.stream().allMatch(question -> isWhole(question, column));
      }
      for (Question question : asked) {
        write(json, question, columns, whole);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory can't be written to", e);
    }
    return out.toByteArray();
  }

  /** Columns of whole numbers are written without a fraction, as data frames keep them. */
  private static boolean isWhole(Question question, String column) {
    return question.rows().column(column) instanceof Frame.Numbers(double[] values)
        && Arrays.stream(values, question.from(), question.to())
            .allMatch(v -> v == Math.rint(v) && Math.abs(v) < 1e15);
  }

  private static void write(
      JsonGenerator json, Question question, List<String> columns, boolean[] whole)
      throws IOException {
    List<Frame.Column> values = columns.stream().map(question.rows()::column).toList();
    for (int row = question.from(); row < question.to(); row++) {
      json.writeStartArray();
      for (int i = 0; i < whole.length; i++) {
        write(json, values.get(i), row, whole[i]);
      }
      json.writeEndArray();
    }
  }

  private static void write(JsonGenerator json, Frame.Column column, int row, boolean whole)
      throws IOException {
    switch (column) {
      case Frame.Texts(@Nullable String[] values) -> json.writeString(values[row]);
      case Frame.Numbers(double[] values) -> {
        double value = values[row];
        if (!Double.isFinite(value)) {
          json.writeNull();
        } else if (whole) {
          json.writeNumber((long) value);
        } else {
          json.writeNumber(value);
        }
      }
    }
  }

  /**
   * Reads an answer.
   *
   * @param asked who was asked, for messages
   * @param first number of the first row asked about, for messages
   * @return by row, the probability of the favourable class
   * @throws ModelException if it is no answer to so many rows, or holds what is no probability
   */
  static double[] read(byte[] answer, String asked, int favourableIndex, int first, int rows) {
    JsonNode predictions;
    try {
      predictions = Json.read(answer, JsonNode.class).path("predictions");
    } catch (IllegalArgumentException e) {
      throw new ModelException(
          asked + " answers what is no JSON. Check that it speaks MLflow's scoring protocol.", e);
    }
    if (!predictions.isArray() || predictions.size() != rows) {
      throw new ModelException(
          asked
              + " answers "
              + (predictions.isArray() ? predictions.size() + " predictions" : "no predictions")
              + " for "
              + rows
              + " rows. Check that it speaks MLflow's scoring protocol.");
    }
    double[] probabilities = new double[rows];
    for (int row = 0; row < rows; row++) {
      double found = favourable(predictions.get(row), asked, favourableIndex, first + row);
      probabilities[row] = Probabilities.checked(found, first + row);
    }
    return probabilities;
  }

  private static double favourable(JsonNode entry, String asked, int favourableIndex, int row) {
    if (entry.isNumber() || entry.size() == 1) {
      double one = number(entry.isNumber() ? entry : entry.iterator().next(), asked, row);
      return switch (favourableIndex) {
        case 0 -> 1 - one;
        case 1 -> one;
        default -> throw outOfRange(asked, favourableIndex, 2);
      };
    }
    if (entry.isArray() || entry.isObject()) {
      if (favourableIndex >= entry.size()) {
        throw outOfRange(asked, favourableIndex, entry.size());
      }
      Iterator<JsonNode> classes = entry.iterator();
      for (int i = 0; i < favourableIndex; i++) {
        classes.next();
      }
      return number(classes.next(), asked, row);
    }
    return number(entry, asked, row);
  }

  private static double number(JsonNode node, String asked, int row) {
    if (!node.isNumber()) {
      throw new ModelException(
          asked
              + " answers "
              + node
              + " for row "
              + row
              + " (counted from 0) instead of a probability. Have it answer probabilities: for"
              + " scikit-learn, log the model with pyfunc_predict_fn=\"predict_proba\".");
    }
    return node.doubleValue();
  }

  private static ModelException outOfRange(String asked, int favourableIndex, int classes) {
    return new ModelException(
        "favourableIndex is "
            + favourableIndex
            + ", but "
            + asked
            + " answers "
            + classes
            + " classes, counted from 0. Correct model.favourableIndex.");
  }
}
