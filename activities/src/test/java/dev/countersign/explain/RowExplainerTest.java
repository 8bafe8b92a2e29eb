package dev.countersign.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.data.Dataset;
import dev.countersign.data.Datasets;
import dev.countersign.fixture.Manifests;
import dev.countersign.manifest.ModelSpec.Format;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.manifest.Split;
import dev.countersign.model.German;
import dev.countersign.model.Models;
import dev.countersign.model.Scorer;
import dev.countersign.passport.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowExplainerTest {
  private static final String MODEL =
      """
      {"learner":{"feature_names":["job=cook","job=clerk","income"],
      "gradient_booster":{"name":"gbtree","model":{"trees":[
      {"left_children":[1,-1,3,-1,-1],"right_children":[2,-1,4,-1,-1],
      "split_indices":[0,0,2,0,0],"split_conditions":[1,-0.5,900,0.25,1.5],
      "default_left":[1,0,1,0,0],"sum_hessian":[8,4,4,1,3],
      "tree_param":{"num_nodes":"5"}}],"tree_info":[0]}},
      "learner_model_param":{"base_score":"5E-1","num_class":"0","num_feature":"3"},
      "objective":{"name":"binary:logistic"}},"version":[3,0,4]}
      """;

  @TempDir Path folder;

  @Test
  void jsonHasTheDocumentedShapeAndAddsUp() throws IOException {
    try (Dataset data = data("id,job,income,ok\na,cook,1000,1\nb,clerk,,0\nc,,500,1\n");
        Scorer model = model(data)) {
      ExplainedDecision decision = new RowExplainer(data, model).explain("a");

      JsonNode json = Json.mapper().valueToTree(decision.explanation());
      assertThat(json.fieldNames())
          .toIterable()
          .containsExactly("row", "space", "base", "prediction", "contributions");
      assertThat(json.at("/row").asText()).isEqualTo("a");
      assertThat(json.at("/space").asText()).isEqualTo("margin");
      assertThat(json.at("/prediction").asDouble()).isEqualTo(1.5);
      assertThat(json.at("/base").asDouble())
          .isCloseTo((4 * -0.5 + 0.25 + 3 * 1.5) / 8, offset(1e-9));
      double sum = json.at("/base").asDouble();
      for (JsonNode contribution : json.at("/contributions")) {
        assertThat(contribution.fieldNames())
            .toIterable()
            .containsExactly("feature", "value", "contribution");
        sum += contribution.at("/contribution").asDouble();
      }
      assertThat(sum).isCloseTo(1.5, offset(1e-9));
      assertThat(json.at("/contributions/0/feature").asText()).isEqualTo("job=cook");
      assertThat(json.at("/contributions/0/value").asInt()).isEqualTo(1);
      assertThat(json.at("/contributions/1/value").asInt()).isEqualTo(1000);
    }
  }

  @Test
  void wordsRankReasonsByColumn() throws IOException {
    try (Dataset data =
            data("id,job,income,ok\na,cook,1000,1\nb,clerk,,0\nc,,500,1\nd,cook,500,0\n");
        Scorer model = model(data)) {
      RowExplainer explainer = new RowExplainer(data, model);

      assertThat(explainer.explain("b").inWords(0.5))
          .contains(
              "Row b is decided unfavourably: the probability of the favourable outcome is"
                  + " 0.378, below 0.5.")
          .contains("Principal reasons against it:")
          .contains("1. job is clerk (-")
          .doesNotContain("job=");
      assertThat(explainer.explain("b").inWords(0.3))
          .contains("Row b is decided favourably")
          .contains("What speaks against it all the same:");
      assertThat(explainer.explain("a").inWords(0.5))
          .contains("income is 1000, higher than in 66 % of rows (+");
      ExplainedDecision missing = explainer.explain("c");
      assertThat(missing.reasons().getFirst().value()).isNull();
      assertThat(missing.inWords(0.5)).contains("1. job is missing (-");
      assertThat(missing.toSvg()).startsWith("<svg").contains("job = missing", "the answer");
      JsonNode json = Json.mapper().valueToTree(explainer.explain("b").explanation());
      assertThat(json.at("/contributions").findValues("value")).anyMatch(JsonNode::isNull);
    }
  }

  @Test
  void whatOnlySaysYesOrNoIsNotComparedWithOthers() throws IOException {
    assertThat(new Reason("income", 9.0, 0.1, 0.8, 0.1).inWords()).contains("higher than in 80 %");
    try (Dataset data = data("id,job,income,ok\na,cook,1,1\nb,clerk,0,0\nc,cook,0,1\nd,cook,,0\n");
        Scorer model = model(data)) {
      assertThat(new RowExplainer(data, model).explain("a").reasons())
          .filteredOn(reason -> reason.column().equals("income"))
          .allSatisfy(reason -> assertThat(reason.inWords()).isEqualTo("income is 1"));
    }
  }

  @Test
  void aRowThatIsNotThereOrThereTwiceIsRefused() throws IOException {
    try (Dataset data = data("id,job,income,ok\na,cook,1000,1\na,clerk,5,0\n");
        Scorer model = model(data)) {
      RowExplainer explainer = new RowExplainer(data, model);
      assertThatThrownBy(() -> explainer.explain("z"))
          .isInstanceOf(ExplainException.class)
          .hasMessageContaining("no row z")
          .hasMessageContaining("the first is a");
      assertThatThrownBy(() -> explainer.explain("a"))
          .isInstanceOf(ExplainException.class)
          .hasMessageContaining("Several rows have the id a");
    }
  }

  @Test
  void aRealRowIsExplainedByEveryKindOfModel() {
    for (String file :
        new String[] {"xgboost.ubj", "sklearn-forest.onnx", "sklearn-pipeline-logistic.onnx"}) {
      German german = German.find("explaining rows by " + file).orElse(null);
      if (german == null) {
        return;
      }
      boolean pipeline = file.contains("pipeline");
      ReleaseManifest manifest =
          Manifests.over(
                  pipeline ? "data/german_credit.csv" : "models/german/features.csv",
                  "credit_risk",
                  "good")
              .split(new Split.Hashed(0.3, null, 7, null))
              .id("application_id")
              .include((pipeline ? german.rawFeatures() : german.features()).toArray(String[]::new))
              .build();
      Format format = file.endsWith("onnx") ? Format.ONNX : Format.XGBOOST;
      try (Dataset data = Datasets.open(manifest, german.root());
          Scorer model = Models.open(german.model(file), format, data.features(), 1)) {
        RowExplanation explanation = new RowExplainer(data, model).explain("G0007").explanation();

        double sum =
            explanation.contributions().stream()
                .mapToDouble(RowExplanation.Contribution::contribution)
                .sum();
        assertThat(explanation.base() + sum).isCloseTo(explanation.prediction(), offset(1e-5));
        assertThat(explanation.space()).isEqualTo(file.startsWith("x") ? "margin" : "probability");
        assertThat(explanation.contributions()).hasSize(pipeline ? 20 : 61);
      }
    }
  }

  private Scorer model(Dataset data) throws IOException {
    Path file = Files.writeString(folder.resolve("model.json"), MODEL);
    return Models.open(file, Format.XGBOOST, data.features(), 1);
  }

  private Dataset data(String csv) throws IOException {
    Files.writeString(folder.resolve("data.csv"), csv);
    ReleaseManifest manifest =
        Manifests.over("data.csv", "ok", "1").id("id").include("job", "income").build();
    return Datasets.open(manifest, folder);
  }
}
