package dev.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.data.Frame;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ColumnShapesTest {

  @Test
  void numbersAreSpreadAsTheyAre() {
    NumberShape shape = NumberShape.of(new double[] {4, Double.NaN, 0, 2, 6, 8});
    assertThat(shape.whole()).isTrue();
    assertThat(shape.zeros()).isEqualTo(0.2);
    assertThat(shape.deviation()).isCloseTo(Math.sqrt(10), within(1e-12));
    assertThat(shape.quantiles()).containsExactly(0.0, 2.0, 4.0, 6.0, 8.0);
    assertThat(shape.histogram()).hasSize(NumberShape.RANGES).startsWith(0.2).endsWith(0.2);
    assertThat(NumberShape.of(new double[] {Double.NaN})).isNull();
  }

  @Test
  void rangesAreNamedApartHoweverSmallOrCloseNumbersAre() {
    double[] tiny = new double[80];
    double[] close = new double[80];
    for (int row = 0; row < 80; row++) {
      tiny[row] = (row + 1) * 1.5e-7;
      close[row] = 1234.5 + row * 1e-3;
    }
    assertThat(Bins.of(new Frame.Numbers(tiny)).names())
        .hasSize(8)
        .doesNotHaveDuplicates()
        .startsWith("up to 0.0000015");
    assertThat(Bins.of(new Frame.Numbers(close)).names())
        .hasSize(8)
        .doesNotHaveDuplicates()
        .contains("up to 1234.51");
    assertThat(Bins.of(new Frame.Numbers(new double[] {1, 2.25, 3, 4})).names())
        .containsExactly("1", "up to 2.25", "up to 3", "up to 4");
  }

  @Test
  void hugeNumbersHaveAShapeToo() {
    NumberShape shape = NumberShape.of(new double[] {-Double.MAX_VALUE, 0.5, Double.MAX_VALUE});
    assertThat(shape.deviation()).isFinite();
    assertThat(shape.histogram().stream().mapToDouble(Double::doubleValue).sum())
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void textsAreReadForNumbersDatesAndWordsForNothing() {
    TextShape texts =
        TextShape.of(new String[] {"12", "-3.5e2", "2026-01-31", "N/A", null, "Bonn", "bonn "});
    assertThat(texts.numbers()).isCloseTo(2.0 / 6, within(1e-12));
    assertThat(texts.dates()).isCloseTo(1.0 / 6, within(1e-12));
    assertThat(texts.placeholders()).isCloseTo(1.0 / 6, within(1e-12));
    assertThat(texts.variants()).isEqualTo(1);
    assertThat(texts.shortest()).isEqualTo(2);
    assertThat(texts.longest()).isEqualTo(10);
    assertThat(texts.isMixed()).isTrue();
    assertThat(TextShape.of(new String[] {"2026-13-01", "2026-01-31T10:00Z"}).dates())
        .isEqualTo(0.5);
    assertThat(TextShape.of(new String[] {null})).isNull();
  }

  @Test
  void featuresThatTellEachOtherAreFoundWhateverTheyHold() {
    SplittableRandom random = new SplittableRandom(5);
    double[] metres = random.doubles(400).toArray();
    double[] feet = new double[400];
    double[] noise = random.doubles(400).toArray();
    String[] town = new String[400];
    String[] code = new String[400];
    for (int row = 0; row < 400; row++) {
      feet[row] = row % 50 == 0 ? Double.NaN : -3.28 * metres[row];
      town[row] = "t" + random.nextInt(4);
      code[row] = "c" + town[row];
    }
    Map<String, Frame.Column> columns = new LinkedHashMap<>();
    columns.put("metres", new Frame.Numbers(metres));
    columns.put("feet", new Frame.Numbers(feet));
    columns.put("noise", new Frame.Numbers(noise));
    columns.put("town", new Frame.Texts(town));
    columns.put("code", new Frame.Texts(code));
    Associations found = Associations.in(new Frame(columns), List.copyOf(columns.keySet()));
    assertThat(found.redundant()).isEqualTo(2);
    assertThat(found.pairs().subList(0, 2))
        .extracting(pair -> pair.one() + " " + pair.other() + " " + pair.measure())
        .containsExactlyInAnyOrder("metres feet Spearman, falling", "town code Cramér's V");
    assertThat(found.pairs().get(2).strength()).isLessThan(0.2);
  }
}
