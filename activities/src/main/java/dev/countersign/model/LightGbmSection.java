package dev.countersign.model;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lines of {@code key=value} under one heading. */
record LightGbmSection(String name, Map<String, String> entries) {
  LightGbmSection(String name, String text) {
    this(name, parse(text));
  }

  private static Map<String, String> parse(String text) {
    Map<String, String> entries = new HashMap<>();
    text.lines()
        .forEach(
            line -> {
              int equals = line.indexOf('=');
              entries.put(
                  equals < 0 ? line : line.substring(0, equals),
                  equals < 0 ? "" : line.substring(equals + 1));
            });
    return entries;
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  @Nullable String optional(String key) {
    return entries.get(key);
  }

  String text(String key) {
    String value = entries.get(key);
    if (value == null) {
      throw new ModelException(
          "LightGBM " + name + " lacks " + key + ". It is truncated or altered: export it again.");
    }
    return value;
  }

  int integer(String key) {
    return integers(key, 1)[0];
  }

  int[] integers(String key, int size) {
    double[] numbers = numbers(key, size);
    int[] out = new int[size];
    for (int i = 0; i < size; i++) {
      if (numbers[i] != (int) numbers[i]) {
        throw new ModelException("LightGBM " + name + "'s " + key + " holds " + numbers[i] + ".");
      }
      out[i] = (int) numbers[i];
    }
    return out;
  }

  double[] numbers(String key, int size) {
    String[] words = text(key).strip().split(" ");
    if (words.length != size) {
      throw new ModelException(
          "LightGBM "
              + name
              + "'s "
              + key
              + " has "
              + words.length
              + " entries, not "
              + size
              + ". It is truncated or altered: export it again.");
    }
    double[] out = new double[size];
    for (int i = 0; i < size; i++) {
      out[i] = number(name + "'s " + key, words[i]);
    }
    return out;
  }

  /** A number as C++ prints it: a split on whether a value is missing has the threshold inf. */
  static double number(String where, String word) {
    if (word.equals("inf") || word.equals("-inf")) {
      return word.equals("inf") ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }
    try {
      return Double.parseDouble(word);
    } catch (NumberFormatException e) {
      throw new ModelException(
          "LightGBM " + where + " should hold numbers, not \"" + word + "\".", e);
    }
  }
}
