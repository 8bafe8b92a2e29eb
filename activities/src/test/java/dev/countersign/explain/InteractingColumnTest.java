package dev.countersign.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.data.Frame;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleBiFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Models whose interactions are known, explained by KernelSHAP. */
class InteractingColumnTest {

  @Property(tries = 8)
  void aProductOfTwoNumbersNamesTheOther(@ForAll long seed) {
    Explained product = Explained.of(seed, 200, InteractingColumnTest::product);

    assertThat(product.besides("a").name()).isEqualTo("b");
    assertThat(product.besides("b").name()).isEqualTo("a");
    assertThat(product.besides("a").share()).isBetween(0.5, 1.0);
  }

  @Property(tries = 8)
  void aTextThatTurnsANumberAroundIsNamedAndTheOtherWayRound(@ForAll long seed) {
    Explained turned =
        Explained.of(
            seed,
            200,
            (frame, row) -> ("smith".equals(job(frame, row)) ? 1 : -1) * frame.numbers("a")[row]);

    assertThat(turned.besides("a").name()).isEqualTo("job");
    assertThat(turned.besides("job").name()).isEqualTo("a");
  }

  @Property(tries = 8)
  void thatAValueIsMissingMayBeTheInteraction(@ForAll long seed) {
    Explained gappy =
        Explained.of(
            seed,
            200,
            (frame, row) -> {
              double a = frame.numbers("a")[row];
              return Double.isNaN(frame.numbers("holes")[row]) ? -a : a;
            });

    assertThat(gappy.besides("a").name()).isEqualTo("holes");
    assertThat(gappy.besides("holes").name()).isEqualTo("a");
  }

  @Property(tries = 20)
  void aSumOfColumnsHasNoInteraction(
      @ForAll long seed, @ForAll @IntRange(min = 3, max = 200) int n) {
    Explained sum =
        Explained.of(
            seed,
            n,
            (frame, row) ->
                frame.numbers("a")[row] / 3
                    - frame.numbers("b")[row] / 5
                    + ("smith".equals(job(frame, row)) ? 0.2 : 0));

    for (int column = 0; column < sum.attributions().columns().size(); column++) {
      assertThat(InteractingColumn.of(sum.attributions(), sum.rows(), column)).isEmpty();
    }
  }

  /** A text for each row could explain anything; what it costs is taken off. */
  @Test
  void aColumnOfManyTextsDoesNotWinByTheirNumber() {
    Explained product = Explained.of(5, 400, InteractingColumnTest::product);

    assertThat(product.besides("a").name()).isEqualTo("b");
  }

  @Test
  void thePlotIsColouredByItAndSaysSo() {
    Explained turned =
        Explained.of(
            5,
            200,
            (frame, row) -> {
              double holes = frame.numbers("holes")[row];
              return ("smith".equals(job(frame, row)) ? 1 : -1) * (Double.isNaN(holes) ? 2 : holes);
            });
    DependencePlots plots =
        new DependencePlots(turned.attributions(), turned.rows(), "probability");

    String numbers = plots.draw(turned.at("holes"));
    String texts = plots.draw(turned.at("job"));

    assertThat(numbers)
        .contains(
            "Colour: job, which explains", ">smith</text>", ">nurse</text>", ">missing</text>")
        .isEqualTo(plots.draw(turned.at("holes")));
    assertThat(texts).contains("Colour: holes, which explains", ">smith (", ">missing</text>");
    assertThat(plots.draw(turned.at("a")))
        .contains("No other column explains")
        .doesNotContain("NaN");
  }

  /** Rows, and what each of their columns contributes to a model's answers. */
  private record Explained(Frame rows, ColumnAttributions attributions) {
    static Explained of(long seed, int n, ToDoubleBiFunction<Frame, Integer> answer) {
      Frame rows = InteractingColumnTest.rows(seed, n);
      ByRow model = new ByRow(rows.names(), (frame, row) -> answer.applyAsDouble(frame, row));
      KernelExplainer explainer =
          new KernelExplainer(model, InteractingColumnTest.rows(seed + 1, 40), seed);
      return new Explained(rows, ColumnAttributions.of(explainer, rows));
    }

    int at(String column) {
      return attributions.columns().indexOf(column);
    }

    /** What interacts most with this column. */
    InteractingColumn besides(String column) {
      return InteractingColumn.of(attributions, rows, at(column)).orElseThrow();
    }
  }

  private static double product(Frame frame, int row) {
    return frame.numbers("a")[row] * frame.numbers("b")[row] / 4;
  }

  private static String job(Frame frame, int row) {
    return ((Frame.Texts) frame.column("job")).values()[row];
  }

  private static Frame rows(long seed, int rows) {
    Random random = new Random(seed);
    double[] a = random.doubles(rows, -1, 1).toArray();
    double[] b = random.doubles(rows, -1, 1).toArray();
    double[] holes = random.doubles(rows, -1, 1).toArray();
    String[] job = new String[rows];
    String[] street = new String[rows];
    for (int row = 0; row < rows; row++) {
      holes[row] = random.nextInt(3) == 0 ? Double.NaN : holes[row];
      job[row] = random.nextBoolean() ? "smith" : "nurse";
      street[row] = "street " + random.nextInt(rows);
    }
    Map<String, Frame.Column> columns = new LinkedHashMap<>();
    columns.put("street", new Frame.Texts(street));
    columns.put("a", new Frame.Numbers(a));
    columns.put("b", new Frame.Numbers(b));
    columns.put("holes", new Frame.Numbers(holes));
    columns.put("job", new Frame.Texts(job));
    return new Frame(columns);
  }
}
