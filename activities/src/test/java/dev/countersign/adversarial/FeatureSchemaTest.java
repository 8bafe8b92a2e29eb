package dev.countersign.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.adversarial.Feature.Categorical;
import dev.countersign.adversarial.Feature.Numeric;
import dev.countersign.adversarial.Feature.OneHot;
import dev.countersign.adversarial.attack.Coordinate;
import dev.countersign.adversarial.attack.Norm;
import dev.countersign.data.Frame;
import dev.countersign.fixture.TestPolicies;
import dev.countersign.gates.Options;
import dev.countersign.gates.Options.OptionException;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What a schema takes from data, what a manifest may take from a schema, and what keeps to it. */
class FeatureSchemaTest {
  private static final List<ProtectedAttribute> PROTECTED =
      List.of(new ProtectedAttribute("origin", "country", null, "X", null));

  private static Frame training() {
    Map<String, Frame.Column> columns = new LinkedHashMap<>();
    columns.put("amount", numbers(100, 250, Double.NaN, 400));
    columns.put("rate", numbers(1.5, 2.5, 2, 1));
    columns.put("years_of_age", numbers(20, 30, 40, 50));
    columns.put("country", texts("X", "Y", "X", "Z"));
    columns.put("purpose", texts("car", null, "home", "car"));
    columns.put("job=a", numbers(1, 0, 0, 1));
    columns.put("job=b", numbers(0, 1, 0, 0));
    columns.put("job=c", numbers(0, 0, 1, 0));
    columns.put("sex_f", numbers(1, 0, 0, 1));
    columns.put("sex_m", numbers(0, 0, 1, 0));
    columns.put("flag_a", numbers(1, 0, 1, 1));
    columns.put("flag_b", numbers(1, 0, 1, 0));
    columns.put("constant", numbers(7, 7, 7, 7));
    return new Frame(columns);
  }

  private static Frame.Numbers numbers(double... values) {
    return new Frame.Numbers(values);
  }

  private static Frame.Texts texts(String... values) {
    return new Frame.Texts(values);
  }

  private static FeatureSchema inferred() {
    return new SchemaInference(training(), PROTECTED).infer(training().names());
  }

  private static Feature feature(FeatureSchema schema, String name) {
    return schema.features().get(schema.indexOf(name));
  }

  @Test
  void typesRangesAndEncodingsAreReadOffTheRows() {
    FeatureSchema schema = inferred();
    assertThat(feature(schema, "amount"))
        .isInstanceOfSatisfying(
            Numeric.class,
            amount -> {
              assertThat(amount.min()).isEqualTo(100);
              assertThat(amount.max()).isEqualTo(400);
              assertThat(amount.integer()).isTrue();
              assertThat(amount.immutable()).isFalse();
              assertThat(amount.scale()).isBetween(122.4, 122.5);
            });
    assertThat(((Numeric) feature(schema, "rate")).integer()).isFalse();
    assertThat(feature(schema, "purpose"))
        .isEqualTo(new Categorical("purpose", List.of("car", "home"), false));
    assertThat(feature(schema, "job"))
        .isEqualTo(new OneHot("job", List.of("job=a", "job=b", "job=c"), false, false));
    assertThat(feature(schema, "sex"))
        .isEqualTo(new OneHot("sex", List.of("sex_f", "sex_m"), true, true));
    assertThat(feature(schema, "flag_a")).isInstanceOf(Numeric.class);
  }

  @Test
  void whatNobodyChangesIsImmutable() {
    FeatureSchema schema = inferred();
    assertThat(schema.features().stream().filter(Feature::immutable).map(Feature::name))
        .containsExactlyInAnyOrder("years_of_age", "country", "sex", "constant");
  }

  @Test
  void aRowAsItIsComesBackAsItIs() {
    Frame rows = training();
    for (int i = 0; i < rows.rows(); i++) {
      Frame row = rows.select(new int[] {i});
      double[] own = inferred().encode(row)[0];
      Frame back = inferred().decode(row, own, List.of(own));
      assertThat(new SchemaGuard(inferred()).violations(row, back)).isEmpty();
      for (String column : rows.names()) {
        assertThat(cells(back, column)).isEqualTo(cells(row, column));
      }
    }
  }

  @Property(tries = 300)
  void whateverIsWantedWhatIsProjectedKeepsToTheSchema(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    FeatureSchema schema =
        new SchemaOptions(
                options(
                    Map.of(
                        "features",
                        Map.of("amount", Map.of("direction", "increasing", "max", 300)),
                        "relations",
                        List.of("rate <= amount", "flag_a <= flag_b"))))
            .tighten(inferred());
    Frame row = training().select(new int[] {random.nextInt(4)});
    double[] own = schema.encode(row)[0];
    double[] wanted = own.clone();
    for (int f = 0; f < wanted.length; f++) {
      wanted[f] =
          switch (schema.coordinate(f)) {
            case Coordinate.Choice choice -> random.nextInt(choice.categories());
            case Coordinate.Quantity quantity -> own[f] + random.nextGaussian() * 200;
          };
    }
    double[] point = schema.project(own, wanted);
    Frame changed = schema.decode(row, own, List.of(point));
    assertThat(new SchemaGuard(schema).violations(row, changed)).isEmpty();
    assertThat(schema.project(own, point)).containsExactly(point);
  }

  @Test
  void theGuardNamesEveryWayOutOfTheSchema() {
    FeatureSchema schema =
        new SchemaOptions(
                options(
                    Map.of(
                        "features",
                        Map.of("rate", Map.of("direction", "decreasing")),
                        "relations",
                        List.of("rate <= flag_a"))))
            .tighten(inferred());
    Frame own = training().select(new int[] {0});
    Map<String, Frame.Column> columns = new LinkedHashMap<>();
    own.names().forEach(name -> columns.put(name, own.column(name)));
    columns.put("amount", numbers(400.5));
    columns.put("rate", numbers(2));
    columns.put("years_of_age", numbers(21));
    columns.put("purpose", texts("boat"));
    columns.put("job=b", numbers(1));
    columns.put("flag_b", numbers(Double.NaN));
    assertThat(new SchemaGuard(schema).violations(own, new Frame(columns)))
        .hasSize(8)
        .anyMatch(v -> v.contains("amount is 400.5, beyond"))
        .anyMatch(v -> v.contains("amount is 400.5, not a whole"))
        .anyMatch(v -> v.contains("rate can't go from 1.5 to 2"))
        .anyMatch(v -> v.contains("years_of_age can't be changed"))
        .anyMatch(v -> v.contains("purpose is boat"))
        .anyMatch(v -> v.contains("job has 2 ones"))
        .anyMatch(v -> v.contains("flag_b went from 1.0 to NaN"))
        .anyMatch(v -> v.contains("rate <= flag_a is broken"));
  }

  @Test
  void aManifestCanOnlyTakeAway() {
    for (Map<String, Object> loosened :
        List.<Map<String, Object>>of(
            Map.of("features", Map.of("amount", Map.of("min", 1))),
            Map.of("features", Map.of("amount", Map.of("integer", false))),
            Map.of("features", Map.of("amount", Map.of("cost", 0.5))),
            Map.of("features", Map.of("country", Map.of("immutable", false))),
            Map.of("features", Map.of("purpose", Map.of("values", List.of("boat")))),
            Map.of("features", Map.of("amonut", Map.of("min", 200))),
            Map.of("features", Map.of("amount", Map.of("minimum", 200))),
            Map.of("relations", List.of("amount < rate")),
            Map.of("relations", List.of("amount <= purpose")),
            Map.of("relation", List.of()))) {
      assertThatThrownBy(() -> new SchemaOptions(options(loosened)).tighten(inferred()))
          .isInstanceOf(OptionException.class)
          .hasMessageContaining("gates.adversarial.schema");
    }
  }

  @Test
  void distanceCountsStandardDeviationsAndCategories() {
    FeatureSchema schema = inferred();
    double[] a = schema.encode(training())[0];
    double[] b = a.clone();
    b[schema.indexOf("amount")] += 3 * ((Numeric) feature(schema, "amount")).scale();
    b[schema.indexOf("job")] = 2;
    assertThat(schema.distance(a, b, Norm.L2)).isCloseTo(Math.sqrt(10), within());
    assertThat(schema.distance(a, b, Norm.LINF)).isCloseTo(3, within());
    assertThat(schema.distance(a, a, Norm.L2)).isZero();
  }

  @Test
  void whatIsHarderToChangeCountsMore() {
    FeatureSchema schema =
        new SchemaOptions(
                options(
                    Map.of(
                        "features",
                        Map.of("amount", Map.of("cost", 2), "job", Map.of("cost", 3.5)))))
            .tighten(inferred());
    double[] a = schema.encode(training())[0];
    double[] b = a.clone();
    b[schema.indexOf("amount")] += 3 * ((Numeric) feature(schema, "amount")).scale();
    assertThat(schema.distance(a, b, Norm.L2)).isCloseTo(6, within());
    b[schema.indexOf("job")] = 2;
    assertThat(schema.distance(a, b, Norm.LINF)).isCloseTo(6, within());
    assertThat(schema.distance(a, b, Norm.L2)).isCloseTo(Math.hypot(6, 3.5), within());
  }

  private static String cells(Frame frame, String column) {
    return switch (frame.column(column)) {
      case Frame.Numbers(double[] values) -> Arrays.toString(values);
      case Frame.Texts(String[] values) -> Arrays.toString(values);
    };
  }

  private static Offset<Double> within() {
    return Offset.offset(1e-12);
  }

  private static Options options(Map<String, Object> schema) {
    return Options.of(
            TestPolicies.empty().option("adversarial", "schema", schema).build(), "adversarial")
        .under("schema");
  }
}
