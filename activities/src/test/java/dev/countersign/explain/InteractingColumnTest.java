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
    Frame rows = rows(seed, 200);
    ColumnAttributions explained =
        explain(rows, (frame, row) -> frame.numbers("a")[row] * frame.numbers("b")[row] / 4, seed);

    assertThat(of(explained, rows, "a").name()).isEqualTo("b");
    assertThat(of(explained, rows, "b").name()).isEqualTo("a");
    assertThat(of(explained, rows, "a").share()).isBetween(0.5, 1.0);
  }

  @Property(tries = 8)
  void aTextThatTurnsANumberAroundIsNamedAndTheOtherWayRound(@ForAll long seed) {
    Frame rows = rows(seed, 200);
    ColumnAttributions explained =
        explain(
            rows,
            (frame, row) -> ("smith".equals(job(frame, row)) ? 1 : -1) * frame.numbers("a")[row],
            seed);

    assertThat(of(explained, rows, "a").name()).isEqualTo("job");
    assertThat(of(explained, rows, "job").name()).isEqualTo("a");
  }

  @Property(tries = 8)
  void thatAValueIsMissingMayBeTheInteraction(@ForAll long seed) {
    Frame rows = rows(seed, 200);
    ColumnAttributions explained =
        explain(
            rows,
            (frame, row) -> {
              double a = frame.numbers("a")[row];
              return Double.isNaN(frame.numbers("holes")[row]) ? -a : a;
            },
            seed);

    assertThat(of(explained, rows, "a").name()).isEqualTo("holes");
    assertThat(of(explained, rows, "holes").name()).isEqualTo("a");
  }

  @Property(tries = 20)
  void aSumOfColumnsHasNoInteraction(
      @ForAll long seed, @ForAll @IntRange(min = 3, max = 200) int n) {
    Frame rows = rows(seed, n);
    ColumnAttributions explained =
        explain(
            rows,
            (frame, row) ->
                frame.numbers("a")[row] / 3
                    - frame.numbers("b")[row] / 5
                    + ("smith".equals(job(frame, row)) ? 0.2 : 0),
            seed);

    for (int column = 0; column < explained.columns().size(); column++) {
      assertThat(InteractingColumn.of(explained, rows, column)).isEmpty();
    }
  }

  /** A text for each row could explain anything; what it costs is taken off. */
  @Test
  void aColumnOfManyTextsDoesNotWinByTheirNumber() {
    Frame rows = rows(5, 400);
    ColumnAttributions explained =
        explain(rows, (frame, row) -> frame.numbers("a")[row] * frame.numbers("b")[row] / 4, 5);

    assertThat(of(explained, rows, "a").name()).isEqualTo("b");
  }

  @Test
  void thePlotIsColouredByItAndSaysSo() {
    Frame rows = rows(5, 200);
    ColumnAttributions explained =
        explain(
            rows,
            (frame, row) -> {
              double holes = frame.numbers("holes")[row];
              return ("smith".equals(job(frame, row)) ? 1 : -1) * (Double.isNaN(holes) ? 2 : holes);
            },
            5);
    DependencePlots plots = new DependencePlots(explained, rows, "probability");

    String numbers = plots.draw(explained.columns().indexOf("holes"));
    String texts = plots.draw(explained.columns().indexOf("job"));

    assertThat(numbers)
        .contains(
            "Colour: job, which explains", ">smith</text>", ">nurse</text>", ">missing</text>")
        .isEqualTo(plots.draw(explained.columns().indexOf("holes")));
    assertThat(texts).contains("Colour: holes, which explains", ">smith (", ">missing</text>");
    assertThat(plots.draw(explained.columns().indexOf("a")))
        .contains("No other column explains")
        .doesNotContain("NaN");
  }

  private static InteractingColumn of(ColumnAttributions explained, Frame rows, String column) {
    int at = explained.columns().indexOf(column);
    return InteractingColumn.of(explained, rows, at).orElseThrow();
  }

  private static ColumnAttributions explain(
      Frame rows, ToDoubleBiFunction<Frame, Integer> answer, long seed) {
    ByRow model = new ByRow(rows.names(), (frame, row) -> answer.applyAsDouble(frame, row));
    return ColumnAttributions.of(new KernelExplainer(model, rows(seed + 1, 40), seed), rows);
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
