package dev.countersign.adversarial;

import dev.countersign.adversarial.Feature.Categorical;
import dev.countersign.adversarial.Feature.Direction;
import dev.countersign.adversarial.Feature.Numeric;
import dev.countersign.adversarial.Feature.OneHot;
import dev.countersign.adversarial.FeatureSchema.Relation;
import dev.countersign.data.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Checks, on finished rows and without trusting whoever made them, that one row could have been the
 * other. It shares no arithmetic with {@link FeatureSchema#project}.
 */
final class SchemaGuard {
  private final FeatureSchema schema;

  SchemaGuard(FeatureSchema schema) {
    this.schema = schema;
  }

  /**
   * What is wrong with a changed row; empty when it keeps to the schema.
   *
   * @param own the row as it is, alone in its frame
   * @param changed the row as the attack has it, alone in its frame
   */
  List<String> violations(Frame own, Frame changed) {
    List<String> found = new ArrayList<>();
    for (Feature feature : schema.features()) {
      if (isChanged(feature, own, changed)) {
        if (feature.immutable()) {
          found.add(feature.name() + " can't be changed");
        } else {
          check(feature, own, changed, found);
        }
      }
    }
    for (Relation relation : schema.relations()) {
      double left = changed.numbers(relation.left())[0];
      double right = changed.numbers(relation.right())[0];
      boolean broken = left > right;
      boolean asBefore =
          left == own.numbers(relation.left())[0] && right == own.numbers(relation.right())[0];
      if (broken && !asBefore) {
        found.add(relation + " is broken");
      }
    }
    return found;
  }

  private static boolean isChanged(Feature feature, Frame own, Frame changed) {
    return switch (feature) {
      case Categorical category ->
          !Objects.equals(
              FeatureSchema.text(own, category.name(), 0),
              FeatureSchema.text(changed, category.name(), 0));
      case Numeric number -> differs(number.name(), own, changed);
      case OneHot hot -> hot.columns().stream().anyMatch(c -> differs(c, own, changed));
    };
  }

  private static boolean differs(String column, Frame own, Frame changed) {
    return !FeatureSchema.same(own.numbers(column)[0], changed.numbers(column)[0]);
  }

  private static void check(Feature feature, Frame own, Frame changed, List<String> found) {
    switch (feature) {
      case Numeric number -> checkNumber(number, own, changed, found);
      case Categorical category -> {
        String value = FeatureSchema.text(changed, category.name(), 0);
        if (value == null || !category.values().contains(value)) {
          found.add(category.name() + " is " + value + ", no value it can have");
        }
      }
      case OneHot hot -> {
        long ones = hot.columns().stream().filter(c -> changed.numbers(c)[0] == 1).count();
        long zeros = hot.columns().stream().filter(c -> changed.numbers(c)[0] == 0).count();
        boolean whole = ones + zeros == hot.columns().size();
        if (!whole || ones > 1 || (ones == 0 && !hot.noneAllowed())) {
          found.add(hot.name() + " has " + ones + " ones among its columns");
        }
      }
    }
  }

  private static void checkNumber(Numeric number, Frame own, Frame changed, List<String> found) {
    double before = own.numbers(number.name())[0];
    double after = changed.numbers(number.name())[0];
    if (Double.isNaN(before) || !Double.isFinite(after)) {
      found.add(number.name() + " went from " + before + " to " + after);
      return;
    }
    boolean further =
        (after < number.min() && after < before) || (after > number.max() && after > before);
    if (further) {
      found.add(number.name() + " is " + after + ", beyond its range");
    }
    if (number.integer() && after % 1 != 0) {
      found.add(number.name() + " is " + after + ", not a whole number");
    }
    if ((number.direction() == Direction.INCREASING && after < before)
        || (number.direction() == Direction.DECREASING && after > before)) {
      found.add(number.name() + " can't go from " + before + " to " + after);
    }
  }
}
