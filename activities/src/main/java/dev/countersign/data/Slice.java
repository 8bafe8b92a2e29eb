package dev.countersign.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named part of some rows: those that meet every condition. A missing value meets none.
 *
 * @param name as people call it
 * @param conditions at least one
 */
public record Slice(String name, List<Condition> conditions) {
  public Slice {
    conditions = List.copyOf(conditions);
    if (conditions.isEmpty()) {
      throw new IllegalArgumentException("slice " + name + " needs at least one condition");
    }
  }

  /** What a row's value in one column has to be. */
  public sealed interface Condition {
    /** The column's name. */
    String column();
  }

  /**
   * One of several texts, equal in every character; a number or a boolean is compared as text.
   *
   * @param values none of them is met by no row
   */
  public record OneOfTexts(String column, List<String> values) implements Condition {
    public OneOfTexts {
      values = List.copyOf(values);
    }
  }

  /**
   * One of several numbers, however they are written; the column must be numeric.
   *
   * @param values none of them is met by no row
   */
  public record OneOfNumbers(String column, List<Double> values) implements Condition {
    public OneOfNumbers {
      values = List.copyOf(values);
    }
  }

  /**
   * A number in a range with its ends included; the column must be numeric.
   *
   * @param min null without a lower end
   * @param max null without an upper end; one of the two is given
   */
  public record Range(String column, @Nullable Double min, @Nullable Double max)
      implements Condition {
    public Range {
      if (min == null && max == null) {
        throw new IllegalArgumentException("a range of " + column + " needs an end");
      }
    }
  }
}
