package dev.countersign.model;

import dev.countersign.model.Document.Value;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads UBJSON (draft 12), in which XGBoost writes models: big-endian numbers, strongly typed
 * arrays. Everything a file claims about its own size is checked against the bytes that are left.
 */
final class UbjReader {
  private static final int MAX_NESTING = 64;
  private static final int MAX_VALUES = 8_000_000;

  private final ByteBuffer bytes;
  private int values;

  private UbjReader(byte[] content) {
    this.bytes = ByteBuffer.wrap(content);
  }

  /**
   * Reads a whole file.
   *
   * @throws ModelException if it is no UBJSON, is truncated, or is nested or sized beyond reason
   */
  static Document read(byte[] content) {
    UbjReader reader = new UbjReader(content);
    try {
      Value value = reader.value(reader.marker(), 0);
      if (reader.bytes.hasRemaining()) {
        throw reader.broken("has " + reader.bytes.remaining() + " bytes too many");
      }
      return new Document("", value);
    } catch (BufferUnderflowException e) {
      throw new ModelException(
          "The model file ends at byte "
              + content.length
              + ", in the middle of a value. Copy it "
              + "again, whole.",
          e);
    }
  }

  private char marker() {
    char marker;
    do {
      marker = (char) (bytes.get() & 0xff);
    } while (marker == 'N');
    return marker;
  }

  private Value value(char marker, int nesting) {
    if (++values > MAX_VALUES) {
      throw broken("holds more than " + MAX_VALUES + " values");
    }
    if (nesting > MAX_NESTING) {
      throw broken("is nested deeper than " + MAX_NESTING);
    }
    return switch (marker) {
      case '{' -> object(nesting);
      case '[' -> array(nesting);
      case 'S' -> new Value.Text(text());
      case 'C' -> new Value.Text(String.valueOf((char) bytes.get()));
      case 'Z' -> new Value.Nothing();
      case 'T' -> new Value.Flag(true);
      case 'F' -> new Value.Flag(false);
      case 'i', 'U', 'I', 'l', 'L', 'd', 'D' -> new Value.Numeric(number(marker));
      default -> throw broken("has an unknown marker " + (int) marker);
    };
  }

  private double number(char marker) {
    return switch (marker) {
      case 'i' -> bytes.get();
      case 'U' -> bytes.get() & 0xff;
      case 'I' -> bytes.getShort();
      case 'l' -> bytes.getInt();
      case 'L' -> bytes.getLong();
      case 'd' -> bytes.getFloat();
      case 'D' -> bytes.getDouble();
      default -> throw broken("has a marker " + (int) marker + " where a number should be");
    };
  }

  private static int width(char marker) {
    return switch (marker) {
      case 'i', 'U' -> 1;
      case 'I' -> 2;
      case 'l', 'd' -> 4;
      case 'L', 'D' -> 8;
      default -> 0;
    };
  }

  private Value object(int nesting) {
    Map<String, Value> fields = new LinkedHashMap<>();
    while (peek() != '}') {
      fields.put(text(), value(marker(), nesting + 1));
    }
    bytes.get();
    return new Value.Fields(fields);
  }

  private Value array(int nesting) {
    if (peek() == '$') {
      bytes.get();
      char type = (char) (bytes.get() & 0xff);
      if (bytes.get() != '#') {
        throw broken("has a typed array without a count");
      }
      return typed(type, count());
    }
    if (peek() == '#') {
      bytes.get();
      return counted(count(), nesting);
    }
    List<Value> items = new ArrayList<>();
    while (peek() != ']') {
      items.add(value(marker(), nesting + 1));
    }
    bytes.get();
    return packed(items);
  }

  private Value typed(char type, int count) {
    int width = width(type);
    if (width == 0) {
      throw broken("has a typed array of " + (int) type + ", which is no number");
    }
    if ((long) count * width > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = number(type);
    }
    return new Value.Numbers(numbers);
  }

  private Value counted(int count, int nesting) {
    if (count > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    List<Value> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(value(marker(), nesting + 1));
    }
    return packed(items);
  }

  static Value packed(List<Value> items) {
    double[] numbers = new double[items.size()];
    for (int i = 0; i < numbers.length; i++) {
      if (items.get(i) instanceof Value.Numeric(double number)) {
        numbers[i] = number;
      } else {
        return new Value.Items(items);
      }
    }
    return new Value.Numbers(numbers);
  }

  private String text() {
    int length = count();
    if (length > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] text = new byte[length];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private int count() {
    double count = number(marker());
    if (!(count >= 0 && count <= Integer.MAX_VALUE)) {
      throw broken("has a count of " + count);
    }
    return (int) count;
  }

  private char peek() {
    if (!bytes.hasRemaining()) {
      throw new BufferUnderflowException();
    }
    return (char) (bytes.get(bytes.position()) & 0xff);
  }

  private ModelException broken(String what) {
    return new ModelException(
        "The model file is no UBJSON that can be read: it "
            + what
            + " near byte "
            + bytes.position()
            + ". Export it again.");
  }
}
