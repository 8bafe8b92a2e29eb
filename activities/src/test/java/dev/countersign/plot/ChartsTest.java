package dev.countersign.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.gate.Bounds;
import dev.countersign.gate.Interval;
import dev.countersign.gate.Verdict;
import dev.countersign.plot.DensityChart.Level;
import dev.countersign.plot.DensityChart.Named;
import dev.countersign.plot.DensityChart.Panel;
import dev.countersign.plot.LineChart.Guide;
import dev.countersign.plot.LineChart.Mark;
import dev.countersign.plot.LineChart.Series;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** Every chart is well-formed, stands alone and says what it shows, whatever it is given. */
class ChartsTest {

  private static final String NASTY = "<script>&\"'\u0000 \uD83D\uDE00 ;--";

  @Test
  void aLineChartDrawsEverySeriesAndItsLegend() throws Exception {
    Series line = new Series("all", new double[] {0, .5, 1}, new double[] {0, .8, 1}, Mark.STEP);
    Series points =
        new Series(NASTY, new double[] {0, Double.NaN, 1}, new double[] {0, 1, 1}, Mark.POINTS);
    String svg =
        new LineChart(
                "ROC",
                NASTY,
                Axis.share("false positive rate"),
                Axis.share("true positive rate"),
                List.of(line, points),
                List.of(Guide.diagonal()))
            .toSvg();
    Document document = selfContained(svg);
    assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(1);
    assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(2);
    assertThat(document.getElementsByTagName("desc").item(0).getTextContent())
        .startsWith("<script>&\"'");
  }

  @Test
  void aChartOfNothingSaysSo() throws Exception {
    Axis axis = Axis.share("x");
    assertThat(
            selfContained(new LineChart("none", "none", axis, axis, List.of(), List.of()).toSvg())
                .getDocumentElement()
                .getTextContent())
        .contains("nothing to draw");
    selfContained(new IntervalChart("none", "none", axis, null, List.of()).toSvg());
    selfContained(new BarChart("none", "none", "x", List.of()).toSvg());
    selfContained(
        new ConfusionChart("none", "none", "decided", List.of(), List.of(), List.of()).toSvg());
    Named line = new Named("none", Guide.diagonal());
    assertThat(
            selfContained(
                    new DensityChart("none", "none", axis, axis, line, "mean", null, List.of())
                        .toSvg())
                .getDocumentElement()
                .getTextContent())
        .contains("nothing to draw");
  }

  @Test
  void anIntervalChartShowsWhatCouldNotBeMeasured() throws Exception {
    Interval endless = new Interval(0.7, Double.POSITIVE_INFINITY, 0.95, "Katz log");
    String svg =
        new IntervalChart(
                "Disparate impact",
                "by group",
                new Axis("ratio", 0.25, 4, Axis.Kind.LOG),
                new Bounds(0.8, 1.25),
                List.of(
                    new IntervalChart.Row("age: <=25", 0.79, endless, Verdict.FAIL),
                    new IntervalChart.Row("age: none", null, null, Verdict.INCONCLUSIVE)))
            .toSvg();
    assertThat(selfContained(svg).getDocumentElement().getTextContent())
        .contains("0.79", "not measured", "age: <=25");
  }

  @Test
  void barsAndConfusionTablesAreDrawnForEveryRow() throws Exception {
    Interval whisker = new Interval(-0.2, 0.4, 0.95, "bootstrap");
    String bars =
        new BarChart(
                "Importance",
                "mean |SHAP|",
                "margin",
                List.of(new BarChart.Bar("a", 0.3, whisker), new BarChart.Bar("b", -0.1, null)))
            .toSvg();
    assertThat(selfContained(bars).getElementsByTagName("rect").getLength()).isEqualTo(3);
    String tables =
        new ConfusionChart(
                "Confusion",
                "by group",
                "decided",
                List.of("good", "bad"),
                List.of("good", "bad"),
                List.of(
                    new ConfusionChart.Panel("a", new long[][] {{10, 5}, {2, 8}}),
                    new ConfusionChart.Panel("b", new long[][] {{0, 0}, {0, 1}}),
                    new ConfusionChart.Panel("c", new long[][] {{1, 1}, {1, 1}}),
                    new ConfusionChart.Panel("d", new long[][] {{1, 1}, {1, 1}})))
            .toSvg();
    assertThat(selfContained(tables).getDocumentElement().getTextContent())
        .contains("66.7 %", "no rows");
  }

  @Test
  void aTableMayHaveMoreAnswersThanLabels() throws Exception {
    String svg =
        new ConfusionChart(
                "Classes",
                NASTY,
                "predicted",
                List.of("a", NASTY),
                List.of("a", NASTY, "others"),
                List.of(new ConfusionChart.Panel(NASTY, new long[][] {{6, 0, 2}, {1, 1, 0}})))
            .toSvg();
    Document document = selfContained(svg);
    assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(1 + 2 * 3);
    assertThat(document.getDocumentElement().getTextContent())
        .contains("others", "75.0 %", "25.0 %", "50.0 %");
  }

  @Test
  void aDensityChartShadesEveryCellThatHasRowsAndDrawsTheLevelWithItsInterval() throws Exception {
    Series trace = new Series("t", new double[] {.2, .8}, new double[] {.1, .9}, Mark.LINE);
    Level level = new Level(.5, new Interval(.4, Double.POSITIVE_INFINITY, .95, "Hall's t"));
    Axis axis = Axis.share("x");
    String svg =
        new DensityChart(
                "Residuals",
                NASTY,
                axis,
                axis,
                new Named("none", Guide.level(axis, 0)),
                "mean",
                "mean of all",
                List.of(
                    new Panel(
                        NASTY, new long[][] {{5, 5, 0}, {0, 1, 2000}}, trace, level, "x", 900_000),
                    new Panel("b", new long[][] {{0, 0, 0}, {0, 0, 0}}, trace, null, "y", 0)))
            .toSvg();
    Document document = selfContained(svg);
    // The ground, one for the two alike, two more, and the interval.
    assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(1 + 1 + 2 + 1);
    assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(2);
    assertThat(document.getDocumentElement().getTextContent())
        .contains("2,011 of 900,000 rows", "0 rows", "mean of all");
  }

  @Test
  void anAxisMarksRoundValuesWithinItsEnds() {
    assertThat(Axis.linear("x", 0, 1).ticks(5)).hasSize(6).first().isEqualTo(0.0);
    assertThat(Axis.linear("x", -3.2, 17).ticks(5)).containsExactly(0.0, 5.0, 10.0, 15.0);
    assertThat(new Axis("x", 0.25, 4, Axis.Kind.LOG).ticks(5)).containsExactly(0.5, 1.0, 2.0);
    assertThat(Axis.around("x", 5, 5).position(5)).isEqualTo(0.5);
    assertThat(Axis.around("x", Double.NaN)).isEqualTo(Axis.share("x"));
    assertThat(Axis.format(1234567.0)).isEqualTo("1235000");
    assertThat(Axis.format(0.79482)).isEqualTo("0.7948");
    assertThatThrownBy(() -> Axis.linear("x", 1, 1)).hasMessageContaining("min < max");
  }

  @Test
  void aPointThatIsNowhereIsRefused() {
    Svg svg = new Svg(10, 10, "t", "d");
    assertThatThrownBy(() -> svg.circle(Double.NaN, 0, 1, Paint.fill("#000000"), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("finite");
  }

  /** Parses the picture with external entities off, and refuses what reaches outside it. */
  private static Document selfContained(String svg) throws Exception {
    assertThat(svg).doesNotContain("href", "style=", "<style", "<script", "url(");
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }
}
