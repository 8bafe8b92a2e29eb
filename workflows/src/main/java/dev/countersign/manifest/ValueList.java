package dev.countersign.manifest;

import java.util.List;
import java.util.stream.Collectors;

/** Values in a message: the first ones, and how many more there are. */
final class ValueList {
  private static final int SHOWN = 12;

  private ValueList() {}

  static String of(List<String> values) {
    String shown = values.stream().limit(SHOWN).collect(Collectors.joining(", "));
    return values.size() > SHOWN ? shown + " and " + (values.size() - SHOWN) + " more" : shown;
  }
}
