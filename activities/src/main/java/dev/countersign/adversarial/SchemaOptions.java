package dev.countersign.adversarial;

import dev.countersign.adversarial.Feature.Categorical;
import dev.countersign.adversarial.Feature.Direction;
import dev.countersign.adversarial.Feature.Numeric;
import dev.countersign.adversarial.Feature.OneHot;
import dev.countersign.adversarial.FeatureSchema.Relation;
import dev.countersign.gates.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tightens an inferred schema by the gate's option {@code schema}:
 *
 * <pre>
 * schema:
 *   features:
 *     duration_months: {min: 6, max: 60, integer: true, direction: increasing}
 *     purpose: {values: [A40, A43]}
 *     housing: {immutable: true}
 *     job: {cost: 2}
 *   relations: ["monthly_rate <= income"]
 * </pre>
 *
 * It can only take away: a wider range, a value no training row has, or {@code immutable: false} is
 * refused, because an attack through rows that can't exist proves nothing.
 */
final class SchemaOptions {
  private final Options options;

  SchemaOptions(Options schema) {
    this.options = schema;
  }

  FeatureSchema tighten(FeatureSchema inferred) {
    Options features = options.under("features");
    List<Feature> tightened = new ArrayList<>();
    for (Feature feature : inferred.features()) {
      tightened.add(tighten(feature, features.under(feature.name())));
    }
    features.refuseOthers();
    List<Relation> relations = new ArrayList<>(inferred.relations());
    for (String text : Objects.requireNonNullElse(options.texts("relations"), List.<String>of())) {
      relations.add(relation(text, tightened));
    }
    options.refuseOthers();
    return new FeatureSchema(tightened, relations);
  }

  private static Feature tighten(Feature feature, Options options) {
    Boolean wanted = options.flag("immutable");
    if (feature.immutable() && Boolean.FALSE.equals(wanted)) {
      throw options.wrong("immutable", false, "true: nobody can change it");
    }
    boolean immutable = feature.immutable() || Boolean.TRUE.equals(wanted);
    double cost = options.number("cost", 1, 1, 1000);
    Feature tightened =
        switch (feature) {
          case Numeric number -> tighten(number, immutable, cost, options);
          case Categorical category ->
              new Categorical(category.name(), values(category, options), immutable, cost);
          case OneHot hot ->
              new OneHot(hot.name(), hot.columns(), hot.noneAllowed(), immutable, cost);
        };
    options.refuseOthers();
    return tightened;
  }

  private static Numeric tighten(Numeric number, boolean immutable, double cost, Options options) {
    double min = options.number("min", number.min(), number.min(), number.max());
    double max = options.number("max", number.max(), min, number.max());
    Boolean integer = options.flag("integer");
    if (number.integer() && Boolean.FALSE.equals(integer)) {
      throw options.wrong("integer", false, "true: every training row has a whole number");
    }
    String direction = options.word("direction", "any", Set.of("any", "increasing", "decreasing"));
    return new Numeric(
        number.name(),
        min,
        max,
        number.integer() || Boolean.TRUE.equals(integer),
        number.scale(),
        Direction.valueOf(direction.toUpperCase(Locale.ROOT)),
        immutable,
        cost);
  }

  private static List<String> values(Categorical category, Options options) {
    @Nullable List<String> values = options.texts("values");
    if (values == null) {
      return category.values();
    }
    if (values.isEmpty() || !category.values().containsAll(values)) {
      throw options.wrong("values", values, "some of " + category.values());
    }
    return values;
  }

  private Relation relation(String text, List<Feature> features) {
    String[] sides = text.split("<=", -1);
    if (sides.length == 2) {
      Relation relation = new Relation(sides[0].strip(), sides[1].strip());
      boolean known =
          List.of(relation.left(), relation.right()).stream()
              .allMatch(
                  side ->
                      features.stream()
                          .anyMatch(f -> f instanceof Numeric && f.name().equals(side)));
      if (known) {
        return relation;
      }
    }
    throw options.wrong("relations", text, "two numeric features, for example \"rate <= income\"");
  }
}
