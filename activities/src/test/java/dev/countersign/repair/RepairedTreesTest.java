package dev.countersign.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.boosting.BoostedTrees;
import dev.countersign.boosting.BoostedTrees.Encoding;
import dev.countersign.boosting.OneHot;
import dev.countersign.boosting.Targets;
import dev.countersign.data.Frame;
import dev.countersign.gates.Progress;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.ModelSpec.Format;
import dev.countersign.manifest.TrainingSpec.XgBoost;
import dev.countersign.model.Models;
import dev.countersign.model.Outputs;
import dev.countersign.model.Scorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that carries its repair answers a row as the bare model answers the repaired row. */
class RepairedTreesTest {
  private static final ProtectedAttribute SEX =
      new ProtectedAttribute("sex", "sex", null, "m", Use.DECISION);
  private static final ProtectedAttribute AGE =
      new ProtectedAttribute("age", "age", List.of("<=25", ">25"), ">25", Use.DECISION);
  private static final XgBoost SPEC = new XgBoost(25, 4, 0.3, null, null, null, null, 1L);

  @TempDir Path folder;

  @Test
  void oneAttributeOfTexts() throws IOException {
    answersAlike(List.of(SEX), 1);
  }

  @Test
  void bandsOfANumberRepairedHalfway() throws IOException {
    answersAlike(List.of(AGE), 0.5);
  }

  @Test
  void severalAttributesAtOnce() throws IOException {
    answersAlike(List.of(AGE, SEX), 1);
  }

  private void answersAlike(List<ProtectedAttribute> attributes, double level) throws IOException {
    People people = People.draw(900, 3);
    List<@Nullable String> groups = people.groups(attributes);
    Repair repair = Repair.learn(people.features(), groups, attributes, level);
    assertThat(repair.columns()).containsOnlyKeys("income", "debt");
    OneHot inputs = OneHot.encode(repair.apply(people.features(), groups));
    byte[] bare =
        BoostedTrees.grow(
            inputs, Targets.favourable(people.good()), null, SPEC, Encoding.JSON, Progress.SILENT);
    byte[] carrying = RepairedTrees.write(bare, repair, people.byName(attributes));
    byte[] checked = BoostedTrees.rewrite(carrying, Encoding.UBJ);

    People others = People.draw(2_000, 4);
    Frame repaired = repair.apply(others.features(), others.groups(attributes));
    List<String> names = others.features().names();
    try (Scorer plain = Models.open(file("bare.json", bare), Format.XGBOOST, names, 1);
        Scorer whole =
            Models.open(
                file("whole.ubj", checked),
                Format.XGBOOST,
                names,
                List.of("sex", "age"),
                new Outputs.TwoClasses(1))) {
      double[] answers = whole.favourable(others.everything());
      double[] expected = plain.favourable(repaired);
      for (int row = 0; row < answers.length; row++) {
        assertThat(answers[row]).as("row " + row).isEqualTo(expected[row]);
      }
      assertThat(Arrays.equals(answers, plain.favourable(others.features()))).isFalse();
      assertThat(whole.trees()).isPresent();
    }
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  /** Women and the young earn less; some say neither sex nor age, some not what they owe. */
  private record People(
      Frame features, @Nullable String[] sex, double[] age, boolean[] good, Frame everything) {

    static People draw(int count, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      @Nullable String[] sex = new String[count];
      double[] age = new double[count];
      double[] income = new double[count];
      double[] debt = new double[count];
      @Nullable String[] town = new String[count];
      boolean[] good = new boolean[count];
      for (int i = 0; i < count; i++) {
        sex[i] = random.nextDouble() < 0.05 ? null : random.nextBoolean() ? "f" : "m";
        age[i] = random.nextDouble() < 0.05 ? Double.NaN : random.nextInt(18, 70);
        income[i] =
            Math.rint(random.nextGaussian() * 800 + 3000)
                - ("f".equals(sex[i]) ? 700 : 0)
                - (age[i] <= 25 ? 500 : 0);
        debt[i] = random.nextDouble() < 0.1 ? Double.NaN : random.nextDouble() * income[i];
        town[i] = "town" + random.nextInt(3);
        good[i] = income[i] - (Double.isNaN(debt[i]) ? 0 : debt[i]) > 900 + random.nextInt(900);
      }
      Map<String, Frame.Column> columns = new LinkedHashMap<>();
      columns.put("income", new Frame.Numbers(income));
      columns.put("debt", new Frame.Numbers(debt));
      columns.put("town", new Frame.Texts(town));
      Frame features = new Frame(columns);
      columns.put("sex", new Frame.Texts(sex));
      columns.put("age", new Frame.Numbers(age));
      return new People(features, sex, age, good, new Frame(columns));
    }

    private @Nullable String group(ProtectedAttribute attribute, int row) {
      if (attribute.attribute().equals("sex")) {
        return sex[row];
      }
      return Double.isNaN(age[row]) ? null : age[row] <= 25 ? "<=25" : ">25";
    }

    List<@Nullable String> groups(List<ProtectedAttribute> attributes) {
      List<@Nullable String> groups = new ArrayList<>();
      for (int row = 0; row < good.length; row++) {
        int at = row;
        List<@Nullable String> values = attributes.stream().map(a -> group(a, at)).toList();
        groups.add(values.contains(null) ? null : String.join(" & ", values));
      }
      return groups;
    }

    Map<String, List<String>> byName(List<ProtectedAttribute> attributes) {
      Map<String, List<String>> groups = new LinkedHashMap<>();
      for (String name : this.groups(attributes)) {
        if (name != null) {
          groups.put(name, List.of(name.split(" & ")));
        }
      }
      return groups;
    }
  }
}
