package dev.countersign.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.data.Frame;
import dev.countersign.manifest.ModelSpec.Format;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A file that is wrong is refused with a word on what is wrong, whatever its format. */
class BrokenModelsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(value = Format.class, mode = Mode.EXCLUDE, names = "MLFLOW_SCORING")
  void absentEmptyAndForeignFilesAreRefused(Format format) throws IOException {
    assertRefused(folder.resolve("nowhere"), format, "no model file");
    assertRefused(folder, format, "no model file");
    assertRefused(file(""), format, "is empty");
    assertRefused(file("PK\3\4 some zip"), format, "This is no");
  }

  /** A file of holes: as large as it says, without taking up the room. */
  @ParameterizedTest
  @EnumSource(value = Format.class, mode = Mode.EXCLUDE, names = "MLFLOW_SCORING")
  void aFileThatIsTooLargeIsNotRead(Format format) throws IOException {
    Path huge = folder.resolve("huge");
    try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
      file.setLength(Models.MAX_BYTES + 1);
    }
    assertRefused(huge, format, "has 268435457 bytes; at most 268435456 are opened");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "left_children":[1,-1,-1]   | "left_children":[0,-1,-1]   | reaches node 0 twice
          "left_children":[1,-1,-1]   | "left_children":[2,-1,-1]   | reaches node 2 twice
          "left_children":[1,-1,-1]   | "left_children":[7,-1,-1]   | points to node 7
          "left_children":[1,-1,-1]   | "left_children":[1,-1]      | has 2 entries, not 3
          "split_indices":[0,0,0]     | "split_indices":[5,0,0]     | looks at input 5
          "split_indices":[0,0,0]     | "split_indices":[-1,0,0]    | looks at input -1
          "split_indices":[0,0,0]     | "split_indices":[0.5,0,0]   | should be a whole number
          [0.5,-0.2,0.3]              | [NaN,-0.2,0.3]              | has a threshold of NaN
          [0.5,-0.2,0.3]              | [0.5,Infinity,0.3]          | has a leaf of Infinity
          "base_score":"[5E-1]"       | "base_score":"[2]"          | is no probability
          "base_score":"[5E-1]"       | "base_score":"[.5,.5]"      | several outputs
          "base_score":"[5E-1]"       | "base_score":"half"         | should be a number
          "num_class":"0"             | "num_class":"3"             | several outputs
          "num_nodes":"3"             | "num_nodes":"2000000000"    | entries, not 2000000000
          "num_feature":"2"           | "num_feature":"0"           | stores 2 names
          "num_feature":"2"           | "num_feature":"3"           | stores 2 names
          binary:logistic             | count:poisson               | gives no probability
          "gbtree"                    | "gblinear"                  | booster gblinear is not read
          "tree_info":[0]             | "tree_info":[1]             | several outputs
          "trees":[{                  | "trees":[[{                 | should be an object
          "tree_info"                 | "cats":{"enc":[{"values":[99,-61,-82],"offsets":[0,2]},{"values":[]}]},"tree_info" | letters beyond ASCII
          "tree_info"                 | "cats":{"enc":[{"values":[99],"offsets":[0,2]},{"values":[]}]},"tree_info" | points outside the file
          "tree_info"                 | "cats":{"enc":[{"values":[99],"offsets":[0,1]}]},"tree_info" | categories of 1 inputs
          "learner":                  | "apprentice":               | lacks learner
          """)
  void xgboostJsonIsReadWithCare(String right, String wrong, String complaint) throws IOException {
    Models.open(file(XGBOOST), Format.XGBOOST, List.of("a", "b"), 1).close();

    String broken = XGBOOST.replace(right, wrong);
    if (wrong.startsWith("\"trees\"")) {
      broken = broken.replace("}],\"tree_info\"", "}]],\"tree_info\"");
    }
    assertRefused(file(broken), Format.XGBOOST, complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          left_child=-1               | left_child=0            | reaches node 0 twice
          left_child=-1               | left_child=-9           | points to node
          split_feature=0             | split_feature=2         | looks at input 2
          threshold=0.5               | threshold=nan           | should hold numbers
          threshold=0.5               | threshold=NaN           | has a threshold of NaN
          threshold=0.5               | threshold=-inf          | has a threshold of -Infinity
          leaf_value=-0.2 0.3         | leaf_value=-0.2         | has 1 entries, not 2
          leaf_value=-0.2 0.3         | leaf_value=-0.2 1e999   | has a leaf of Infinity
          num_leaves=2                | num_leaves=2000000000   | has 2000000000 leaves
          num_leaves=2                | num_leaves=-1           | has -1 leaves
          decision_type=2             | decision_type=1         | has no category set
          num_class=1                 | num_class=3             | several outputs
          max_feature_idx=1           | max_feature_idx=5       | names 2 features
          binary sigmoid:1            | binary sigmoid:-1       | steepness must be
          binary sigmoid:1            | poisson                 | gives no probability
          tree_sizes=100              | tree_sizes=100 100      | should have 2 trees
          end of trees                | end                     | It is truncated
          end of parameters           | end of param            | It is truncated
          _categorical:null           | _categorical:nul        | It is truncated
          pandas_categorical          | pandas_categ            | It is truncated
          """)
  void lightgbmTextIsReadWithCare(String right, String wrong, String complaint) throws IOException {
    Models.open(file(LIGHTGBM), Format.LIGHTGBM, List.of("a", "b"), 1).close();

    assertRefused(file(LIGHTGBM.replace(right, wrong)), Format.LIGHTGBM, complaint);
  }

  @Test
  void nestingAndCountsBeyondReasonAreRefused() throws IOException {
    assertRefused(file("{\"learner\":" + "[".repeat(100_000)), Format.XGBOOST, "nesting depth");
    assertRefused(
        bytes("{L\0\0\0\0\0\0\0\1a[$d#l\177\377\377\377"), Format.XGBOOST, "in the middle");
    assertRefused(
        bytes("{L\0\0\0\0\0\0\0\1a[$Z#l\177\377\377\377"), Format.XGBOOST, "is no number");
    assertRefused(bytes("{L\0\0\0\0\0\0\0\1a" + "[".repeat(1000)), Format.XGBOOST, "nested deeper");
    assertRefused(bytes("{L\377\377\377\377\377\377\377\377"), Format.XGBOOST, "has a count of -1");
  }

  @Test
  void categoriesAreReadFromTextsAndCheckedAgainstTheData() throws IOException {
    Path file =
        file(
            XGBOOST.replace(
                "\"tree_info\"",
                "\"cats\":{\"enc\":[{\"values\":[99,100,101],\"offsets\":[0,1,3]},{\"values\":[]}]},"
                    + "\"tree_info\""));
    try (Scorer scorer = Models.open(file, Format.XGBOOST, List.of("a", "b"), 1)) {
      Frame.Numbers b = new Frame.Numbers(new double[] {0, 0, 0});
      double[] scores = scorer.favourable(new Frame(Map.of("a", texts("c", "de", null), "b", b)));
      assertThat(scores[0]).isLessThan(0.5).isEqualTo(scores[2]);
      assertThat(scores[1]).isGreaterThan(0.5);
      assertThatThrownBy(
              () -> scorer.favourable(new Frame(Map.of("a", texts("c", "de", "x"), "b", b))))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("Row 2 (counted from 0) holds x in column a");
      assertThatThrownBy(() -> scorer.favourable(new Frame(Map.of("a", b, "b", b))))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("trained on texts in column a, such as c");
    }
  }

  private static Frame.Texts texts(String... values) {
    return new Frame.Texts(values);
  }

  @Test
  void columnsThatDoNotFitAreNamed() throws IOException {
    Path xgboost = file(XGBOOST);
    assertThatThrownBy(() -> Models.open(xgboost, Format.XGBOOST, List.of("a", "c"), 1))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("The model needs b")
        .hasMessageContaining("data.features");
    Path nameless = file(LIGHTGBM.replace("feature_names=a b", "feature_names=Column_0 Column_1"));
    assertThatThrownBy(() -> Models.open(nameless, Format.LIGHTGBM, List.of("a", "b", "c"), 1))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("takes 2 inputs, but the manifest gives 3");
    assertThatThrownBy(() -> Models.open(xgboost, Format.XGBOOST, List.of("a", "b"), 2))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("favourableIndex is 2");
  }

  private void assertRefused(Path file, Format format, String complaint) {
    assertThatThrownBy(() -> Models.open(file, format, List.of("a", "b"), 1))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(complaint);
  }

  private Path file(String content) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "model", ""), content);
  }

  private Path bytes(String latin1) throws IOException {
    return Files.write(
        Files.createTempFile(folder, "model", ""), latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  static final String XGBOOST =
      """
      {"learner":{"feature_names":["a","b"],"gradient_booster":{"name":"gbtree","model":{
      "trees":[{"left_children":[1,-1,-1],"right_children":[2,-1,-1],"split_indices":[0,0,0],
      "split_conditions":[0.5,-0.2,0.3],"default_left":[1,0,0],"sum_hessian":[4,1,3],
      "tree_param":{"num_nodes":"3","size_leaf_vector":"1"}}],"tree_info":[0]}},
      "learner_model_param":{"base_score":"[5E-1]","num_class":"0","num_feature":"2"},
      "objective":{"name":"binary:logistic"}},"version":[3,2,0]}
      """
          .replace("\n", "");

  static final String LIGHTGBM =
      """
      tree
      version=v4
      num_class=1
      num_tree_per_iteration=1
      max_feature_idx=1
      objective=binary sigmoid:1
      feature_names=a b
      tree_sizes=100

      Tree=0
      num_leaves=2
      num_cat=0
      split_feature=0
      threshold=0.5
      decision_type=2
      left_child=-1
      right_child=-2
      leaf_value=-0.2 0.3
      leaf_count=1 3
      internal_count=4
      is_linear=0
      shrinkage=1


      end of trees

      feature_importances:
      a=1

      parameters:
      [boosting: gbdt]

      end of parameters

      pandas_categorical:null
      """;
}
