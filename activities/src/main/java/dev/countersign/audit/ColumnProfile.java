package dev.countersign.audit;

import dev.countersign.data.NumberFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One column as a reader of data wants to see it.
 *
 * @param column its name
 * @param numeric whether it holds numbers
 * @param missing values missing, in all judged rows
 * @param distinct different values in the sample
 * @param mostFrequent share of the sample's rows that hold its most frequent value, a missing one
 *     included; in [0, 1]
 * @param rare values of a column of texts that fewer than one in a hundred sampled rows hold
 * @param numbers extremes and mean of all judged rows; null for texts
 * @param shape how the sample's numbers are spread; null for texts, and where none is there
 * @param texts how the sample's texts read; null for numbers, and where none is there
 * @param spreads how the values are spread, by protected attribute
 */
record ColumnProfile(
    String column,
    boolean numeric,
    long missing,
    int distinct,
    double mostFrequent,
    int rare,
    @Nullable NumberFacts numbers,
    @Nullable NumberShape shape,
    @Nullable TextShape texts,
    List<Spread> spreads) {

  /** A column whose most frequent value fills so much of it says next to nothing. */
  static final double NEAR_CONSTANT = 0.99;

  /** A value with a smaller share of the rows is rare. */
  static final double RARE = 0.01;

  /** What it holds, in words. */
  String type() {
    if (numeric) {
      return shape != null && shape.whole() ? "whole numbers" : "numbers";
    }
    if (texts == null || texts.numbers() == 1) {
      return texts == null ? "texts" : "numbers as texts";
    }
    return texts.dates() == 1 ? "dates" : texts.isMixed() ? "texts and numbers" : "texts";
  }

  boolean isNearConstant() {
    return distinct > 1 && mostFrequent >= NEAR_CONSTANT;
  }

  /**
   * How values are spread over the groups of an attribute.
   *
   * @param attribute its name
   * @param groups names
   * @param values values, or ranges of numbers
   * @param shares by value, then by group: its share of the group's rows; NaN-free
   * @param distance largest total variation distance between a group and the reference, in [0, 1]
   */
  record Spread(
      String attribute,
      List<String> groups,
      List<String> values,
      List<List<Double>> shares,
      double distance) {}

  /** How differently groups are spread, at most. */
  double distance() {
    return spreads.stream().mapToDouble(Spread::distance).max().orElse(0);
  }
}
