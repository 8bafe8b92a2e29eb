package dev.countersign.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.countersign.model.Document.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON models as a stream, numbers packed, with bounds on nesting and on the number of values
 * that are no array elements.
 */
final class JsonReader {
  private static final int MAX_NESTING = 64;
  private static final int MAX_VALUES = 8_000_000;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING).build())
          .build();

  private final JsonParser parser;
  private int values;

  private JsonReader(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Reads a whole file.
   *
   * @throws ModelException if it is no JSON, is truncated, or is nested or sized beyond reason
   */
  static Document read(byte[] content) {
    try (JsonParser parser = FACTORY.createParser(content)) {
      JsonReader reader = new JsonReader(parser);
      Value value = reader.value(parser.nextToken());
      if (parser.nextToken() != null) {
        throw new ModelException(
            "The model file holds more than one JSON document. Export it again.");
      }
      return new Document("", value);
    } catch (IOException e) {
      throw new ModelException(
          "The model file is no JSON that can be read: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
              + ". It is truncated or altered: export it again.",
          e);
    }
  }

  private Value value(@org.jspecify.annotations.Nullable JsonToken token) throws IOException {
    if (token == null) {
      throw new ModelException("The model file is empty. Copy it again, whole.");
    }
    if (++values > MAX_VALUES) {
      throw new ModelException(
          "The model file holds more than " + MAX_VALUES + " values; split the model.");
    }
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> new Value.Text(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Value.Numeric(parser.getDoubleValue());
      case VALUE_TRUE -> new Value.Flag(true);
      case VALUE_FALSE -> new Value.Flag(false);
      case VALUE_NULL -> new Value.Nothing();
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IOException("unexpected " + token);
    };
  }

  private Value object() throws IOException {
    Map<String, Value> fields = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      fields.put(name, value(parser.nextToken()));
    }
    return new Value.Fields(fields);
  }

  private Value array() throws IOException {
    double[] numbers = new double[16];
    int size = 0;
    JsonToken token = parser.nextToken();
    while (token != null && token.isNumeric()) {
      if (size == numbers.length) {
        numbers = Arrays.copyOf(numbers, size * 2);
      }
      numbers[size++] = parser.getDoubleValue();
      token = parser.nextToken();
    }
    if (token == JsonToken.END_ARRAY) {
      return new Value.Numbers(Arrays.copyOf(numbers, size));
    }
    List<Value> items = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      items.add(new Value.Numeric(numbers[i]));
    }
    while (token != JsonToken.END_ARRAY) {
      items.add(value(token));
      token = parser.nextToken();
    }
    return new Value.Items(items);
  }
}
