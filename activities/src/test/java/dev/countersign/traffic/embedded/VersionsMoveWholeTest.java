package dev.countersign.traffic.embedded;

import static dev.countersign.traffic.Traffic.ENVIRONMENT;
import static dev.countersign.traffic.Traffic.MODEL;
import static dev.countersign.traffic.Traffic.NEW;
import static dev.countersign.traffic.Traffic.OLD;
import static dev.countersign.traffic.Traffic.intent;
import static dev.countersign.traffic.Traffic.weighing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.data.Frame;
import dev.countersign.manifest.ModelSpec;
import dev.countersign.model.Answers;
import dev.countersign.model.Scorer;
import dev.countersign.passport.Json;
import dev.countersign.rollout.LeaseClaim;
import dev.countersign.traffic.ServedModel;
import dev.countersign.traffic.TrafficHeaders;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A version is a model, the columns it reads, and which of its outputs is favourable. All of it
 * moves at once, and all of it goes back.
 */
class VersionsMoveWholeTest {
  private static final ServedModel INCUMBENT =
      new ServedModel(OLD, ModelSpec.Format.XGBOOST, List.of("income"), 1, null);
  private static final ServedModel CANDIDATE =
      new ServedModel(NEW, ModelSpec.Format.XGBOOST, List.of("income", "bureau"), 0, null);

  @TempDir Path folder;

  /** The mean of the columns it may see; the other class's where the first output is favourable. */
  private record Mean(List<String> features, int favourableIndex) implements Scorer {
    @Override
    public Answers answers(Frame rows) {
      double[] scores =
          IntStream.range(0, rows.rows())
              .mapToDouble(
                  row ->
                      features.stream()
                          .mapToDouble(name -> rows.numbers(name)[row])
                          .average()
                          .orElseThrow())
              .map(mean -> favourableIndex == 1 ? mean : 1 - mean)
              .toArray();
      return new Answers.Probabilities(scores);
    }

    @Override
    public void close() {}
  }

  @Test
  void columnsAndConfigurationMoveWithTheModelAndGoBackWithItAlsoAfterARestart() throws Exception {
    try (EmbeddedRouter router = start()) {
      router.offer(INCUMBENT);
      router.offer(CANDIDATE);
      router.apply(intent(1, weighing(0.001)));
      assertServed(router, "1", 0.3);
      router.apply(intent(2, weighing(100)));
      assertServed(router, "2", 0.6);
      router.giveBack(new LeaseClaim(ENVIRONMENT, MODEL, "rollout-1", 3));
      assertServed(router, "1", 0.3);
      router.apply(intent(4, weighing(100)));
    }
    try (EmbeddedRouter again = start()) {
      assertServed(again, "2", 0.6);
      again.giveBack(new LeaseClaim(ENVIRONMENT, MODEL, "rollout-1", 5));
      assertServed(again, "1", 0.3);
    }
  }

  private EmbeddedRouter start() {
    return EmbeddedRouter.start(
        RouterSettings.of(ENVIRONMENT, MODEL, folder),
        model -> new Mean(model.features(), model.favourableIndex()));
  }

  private static void assertServed(EmbeddedRouter router, String version, double probability)
      throws Exception {
    URI predict = router.address().resolve("/v1/models/" + MODEL + ":predict");
    String row = "{\"inputs\": [{\"income\": 0.3, \"bureau\": 0.5}]}";
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(predict)
              .header(TrafficHeaders.UNIT, "applicant-1")
              .POST(BodyPublishers.ofString(row))
              .build();
      JsonNode answer =
          Json.read(client.send(request, BodyHandlers.ofByteArray()).body(), JsonNode.class);
      assertThat(answer.at("/servedBy/version").asText()).isEqualTo(version);
      assertThat(answer.at("/predictions/0").asDouble()).isCloseTo(probability, within(1e-12));
    }
  }
}
