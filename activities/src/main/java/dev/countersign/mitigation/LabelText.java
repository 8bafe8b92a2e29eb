package dev.countersign.mitigation;

import dev.countersign.data.Frame.Column;
import dev.countersign.data.Frame.Numbers;
import dev.countersign.data.Frame.Texts;

/** A label as the data writes it. */
final class LabelText {
  private LabelText() {}

  static String of(Column column, int row) {
    return switch (column) {
      case Texts texts -> String.valueOf(texts.values()[row]);
      case Numbers numbers -> number(numbers.values()[row]);
    };
  }

  static boolean same(String text, String favourable) {
    if (text.equals(favourable)) {
      return true;
    }
    try {
      return Double.parseDouble(text) == Double.parseDouble(favourable);
    } catch (NumberFormatException notNumbers) {
      return false;
    }
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
