package dev.countersign.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prometheus's text format, as far as samples go: name, labels, value. Comments are left out. */
final class ExpositionText {
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})?\\s+(\\S+)(?:\\s+-?\\d+)?\\s*");
  private static final Pattern LABEL =
      Pattern.compile("\\s*([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"\\s*,?");

  private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

  private ExpositionText() {}

  /** One sample. */
  record Sample(String name, Map<String, String> labels, double value) {}

  /**
   * Reads every sample.
   *
   * @throws MetricException if a line is no sample, naming it: half a text is no text
   */
  static List<Sample> read(String text) {
    List<Sample> samples = new ArrayList<>();
    if (!text.isEmpty() && !text.endsWith("\n")) {
      throw new MetricException("the text ends in mid-line; it was cut off");
    }
    text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .forEach(line -> samples.add(sample(line)));
    return samples;
  }

  private static Sample sample(String line) {
    Matcher sample = SAMPLE.matcher(line);
    if (!sample.matches()) {
      throw unreadable(line);
    }
    Map<String, String> labels = new TreeMap<>();
    String inner = sample.group(2) == null ? "" : sample.group(2);
    Matcher label = LABEL.matcher(inner);
    int end = 0;
    while (end < inner.length()) {
      if (!label.find(end) || label.start() != end) {
        throw unreadable(line);
      }
      labels.put(label.group(1), unescaped(label.group(2)));
      end = label.end();
    }
    try {
      return new Sample(sample.group(1), labels, number(sample.group(3)));
    } catch (NumberFormatException e) {
      throw unreadable(line);
    }
  }

  /**
   * A number as the format writes it.
   *
   * @throws NumberFormatException if it is none
   */
  static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private static String unescaped(String value) {
    return ESCAPED
        .matcher(value)
        .replaceAll(
            found -> found.group(1).equals("n") ? "\n" : Matcher.quoteReplacement(found.group(1)));
  }

  private static MetricException unreadable(String line) {
    return new MetricException(
        "not Prometheus's text format: " + line.substring(0, Math.min(line.length(), 120)));
  }
}
