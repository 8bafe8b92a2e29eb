package dev.countersign.model.endpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.data.Frame;
import dev.countersign.model.ModelException;
import dev.countersign.model.Outputs;
import dev.countersign.model.endpoint.DynamicBatches.Question;
import dev.countersign.passport.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The scoring protocol of MLflow, which MLServer and others speak too: {@code {"dataframe_split":
 * {"columns": […], "data": [[…]]}}} is answered by {@code {"predictions": […]}}, one entry a row: a
 * number (the probability of class 1, or the prediction of a regression), a list with one number a
 * class, or an object with one number a class in the model's order or by name.
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
   * @return row after row what is kept of it
   * @throws ModelException if it is no answer to so many rows, or holds what is none of the task
   */
  static double[] read(byte[] answer, String asked, Outputs outputs, int first, int rows) {
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
    double[] kept = new double[rows * outputs.kept()];
    for (int row = 0; row < rows; row++) {
      double[] entry = entry(predictions.get(row), asked, outputs, first + row);
      outputs.keep(entry, first + row, kept, row * outputs.kept());
    }
    return kept;
  }

  /** One number, or one a class: in the model's order, or by name where the names are those. */
  private static double[] entry(JsonNode entry, String asked, Outputs outputs, int row) {
    if (!entry.isContainerNode() || entry.isEmpty()) {
      return new double[] {number(entry, asked, row)};
    }
    Stream<JsonNode> numbers = StreamSupport.stream(entry.spliterator(), false);
    if (entry.isObject() && outputs instanceof Outputs.Classes classes) {
      List<String> names = List.copyOf(entry.properties().stream().map(Map.Entry::getKey).toList());
      if (Set.copyOf(names).equals(Set.copyOf(classes.names()))) {
        numbers = classes.names().stream().map(entry::path);
      }
    }
    return numbers.mapToDouble(one -> number(one, asked, row)).toArray();
  }

  private static double number(JsonNode node, String asked, int row) {
    if (!node.isNumber()) {
      throw new ModelException(
          asked
              + " answers "
              + node
              + " for row "
              + row
              + " (counted from 0) instead of a number. Have it answer probabilities, or the number"
              + " of a regression: for scikit-learn, log the model with"
              + " pyfunc_predict_fn=\"predict_proba\".");
    }
    return node.doubleValue();
  }
}
