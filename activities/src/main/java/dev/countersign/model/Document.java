package dev.countersign.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of a JSON-like file and where it stands, so that whatever is wrong with it can be named.
 *
 * @param path for example {@code learner.gradient_booster.name}; empty for the whole file
 */
record Document(String path, Value value) {

  /** What a file may hold. Arrays of numbers alone are kept packed. */
  sealed interface Value {
    record Fields(Map<String, Value> fields) implements Value {}

    record Items(List<Value> items) implements Value {}

    record Numbers(double[] numbers) implements Value {}

    record Text(String text) implements Value {}

    record Numeric(double number) implements Value {}

    record Flag(boolean flag) implements Value {}

    record Nothing() implements Value {}
  }

  /** A field that must be there. */
  Document field(String name) {
    Document field = optional(name);
    if (field == null) {
      throw new ModelException("The model file lacks " + at(name) + ". Export it again.");
    }
    return field;
  }

  /** A field, or null where there is none. */
  @Nullable Document optional(String name) {
    if (value instanceof Value.Fields(Map<String, Value> fields)) {
      Value field = fields.get(name);
      return field == null || field instanceof Value.Nothing ? null : new Document(at(name), field);
    }
    throw wrong("an object");
  }

  private String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** The elements of an array. */
  List<Document> items() {
    List<Document> out = new ArrayList<>();
    switch (value) {
      case Value.Items(List<Value> items) -> {
        for (Value item : items) {
          out.add(new Document(path + "[" + out.size() + "]", item));
        }
      }
      case Value.Numbers(double[] numbers) -> {
        for (double number : numbers) {
          out.add(new Document(path + "[" + out.size() + "]", new Value.Numeric(number)));
        }
      }
      default -> throw wrong("an array");
    }
    return out;
  }

  /** An array of {@code size} numbers. */
  double[] numbers(int size) {
    double[] numbers = numbers();
    if (numbers.length != size) {
      throw new ModelException(
          "The model file's "
              + path
              + " has "
              + numbers.length
              + " entries, not "
              + size
              + ". It is truncated or altered: export it again.");
    }
    return numbers;
  }

  /** An array of numbers; flags count as 0 and 1. */
  double[] numbers() {
    if (value instanceof Value.Numbers(double[] numbers)) {
      return numbers;
    }
    return items().stream().mapToDouble(Document::number).toArray();
  }

  /** An array of {@code size} whole numbers. */
  int[] integers(int size) {
    double[] numbers = numbers(size);
    int[] out = new int[size];
    for (int i = 0; i < size; i++) {
      out[i] = whole(numbers[i]);
    }
    return out;
  }

  /** A number; a text that reads as one will do, as XGBoost writes its parameters. */
  double number() {
    return switch (value) {
      case Value.Numeric(double number) -> number;
      case Value.Flag(boolean flag) -> flag ? 1 : 0;
      case Value.Text(String text) -> parsed(text);
      default -> throw wrong("a number");
    };
  }

  private double parsed(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw wrong("a number", e);
    }
  }

  /** A whole number of 32 bits. */
  int integer() {
    return whole(number());
  }

  private int whole(double number) {
    if (number != (int) number) {
      throw wrong("a whole number of 32 bits");
    }
    return (int) number;
  }

  /** A text. */
  String text() {
    if (value instanceof Value.Text(String text)) {
      return text;
    }
    throw wrong("a text");
  }

  /** A text, or a number or flag as a text. */
  String word() {
    return switch (value) {
      case Value.Text(String text) -> text;
      case Value.Numeric(double number) -> NamedTrees.category(number);
      case Value.Flag(boolean flag) -> String.valueOf(flag);
      default -> throw wrong("a text or a number");
    };
  }

  private ModelException wrong(String expected) {
    return wrong(expected, null);
  }

  private ModelException wrong(String expected, @Nullable Exception cause) {
    String where = path.isEmpty() ? "The model file as a whole" : "The model file's " + path;
    String message = where + " should be " + expected + ". Export it again.";
    return cause == null ? new ModelException(message) : new ModelException(message, cause);
  }
}
