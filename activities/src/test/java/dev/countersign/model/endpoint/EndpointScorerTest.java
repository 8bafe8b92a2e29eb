package dev.countersign.model.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.countersign.data.Frame;
import dev.countersign.http.AllowedHosts;
import dev.countersign.manifest.Band;
import dev.countersign.model.Answers;
import dev.countersign.model.ModelException;
import dev.countersign.model.Outputs;
import dev.countersign.passport.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Endpoints that answer what they should not, too much, too slowly or not at all. */
class EndpointScorerTest {
  private static final AllowedHosts HERE = new AllowedHosts(Set.of("127.0.0.1"));

  private final List<JsonNode> questions = new CopyOnWriteArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
  }

  /** Answers, given how often it was asked before. */
  private interface Answer {
    void to(HttpExchange exchange, int before) throws IOException, InterruptedException;
  }

  private Duration patience = Duration.ofSeconds(5);

  private EndpointScorer answering(Answer answer) {
    return answering(answer, new Outputs.TwoClasses(1));
  }

  private EndpointScorer answering(Answer answer, Outputs outputs) {
    AtomicInteger asked = new AtomicInteger();
    server.createContext(
        "/invocations",
        exchange -> {
          questions.add(Json.read(exchange.getRequestBody().readAllBytes(), JsonNode.class));
          try (exchange) {
            answer.to(exchange, asked.getAndIncrement());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    return scorer(HERE, List.of("a", "b", "c"), outputs);
  }

  private EndpointScorer scorer(AllowedHosts hosts, List<String> columns, Outputs outputs) {
    String uri = "http://127.0.0.1:" + server.getAddress().getPort() + "/invocations";
    return EndpointScorer.of(uri, hosts, columns, outputs, patience, 10_000);
  }

  private static void say(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static Frame rows() {
    Map<String, Frame.Column> columns = new LinkedHashMap<>();
    columns.put("a", new Frame.Numbers(new double[] {1, 2}));
    columns.put("b", new Frame.Numbers(new double[] {0.5, Double.NaN}));
    columns.put("c", new Frame.Texts(new String[] {"x\"", null}));
    return new Frame(columns);
  }

  @Test
  void whatIsMissingIsNullAndWholeNumbersStayWhole() {
    try (EndpointScorer scorer = answering((e, n) -> say(e, 200, "{\"predictions\":[0.25,1]}"))) {
      assertThat(scorer.favourable(rows())).containsExactly(0.25, 1);
    }
    assertThat(questions.getFirst().toString())
        .isEqualTo(
            "{\"dataframe_split\":{\"columns\":[\"a\",\"b\",\"c\"],"
                + "\"data\":[[1,0.5,\"x\\\"\"],[2,null,null]]}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          {"predictions":[[0.9,0.1],[0.2,0.8]]}             | 0.1, 0.8
          {"predictions":[{"no":0.9,"yes":0.1},{"no":0.2,"yes":0.8}]} | 0.1, 0.8
          {"predictions":[[0.1],[0.8]]}                     | 0.1, 0.8
          {"predictions":[0.1,0.8]}                         | 0.1, 0.8
          """)
  void everyFormOfAnswerIsRead(String answer, String expected) {
    try (EndpointScorer scorer = answering((e, n) -> say(e, 200, answer))) {
      assertThat(scorer.favourable(rows()))
          .containsExactly(
              List.of(expected.split(", ")).stream().mapToDouble(Double::parseDouble).toArray());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          {"predictions":[[0.5,0.2,0.3],[0.1,0.3,0.6]]}  | c b a
          {"predictions":[{"b":0.2,"c":0.5,"a":0.3},{"c":0.1,"a":0.6,"b":0.3}]} | c b a
          """)
  void severalClassesAreReadInTheirOrderOrByName(String answer, String order) {
    var classes = new Outputs.Classes(List.of(order.split(" ")), "a");
    try (EndpointScorer scorer = answering((e, n) -> say(e, 200, answer), classes)) {
      Answers answers = scorer.answers(rows());
      assertThat(answers.explained()).containsExactly(0.3, 0.6);
      assertThat(answers.scores()[0]).isLessThan(answers.threshold());
      assertThat(answers.scores()[1]).isGreaterThan(answers.threshold());
    }
  }

  @Test
  void aNumberIsReadAsItIsAndOneProbabilityIsNoAnswerOfClasses() {
    var amount = new Outputs.Amount(Band.parse(">=2"));
    String numbers = "{\"predictions\":[1234.5,[-7]]}";
    try (EndpointScorer scorer = answering((e, n) -> say(e, 200, numbers), amount)) {
      assertThat(scorer.answers(rows()).explained()).containsExactly(1234.5, -7);
    }
    server.removeContext("/invocations");
    var classes = new Outputs.Classes(List.of("a", "b", "c"), "a");
    String one = "{\"predictions\":[0.5,0.2]}";
    try (EndpointScorer scorer = answering((e, n) -> say(e, 200, one), classes)) {
      assertThatThrownBy(() -> scorer.answers(rows()))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("answers 1 number a row, but data.label.classes names 3 classes");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          {"predictions":[0.1]}              | answers 1 predictions for 2 rows
          {"predictions":0.1}                | answers no predictions for 2 rows
          {"predictions":["good","bad"]}     | instead of a number
          {"predictions":[null,0.1]}         | answers null for row 0
          {"predictions":[0.1,7]}            | answers 7.0 for row 1
          {"predictions":[NaN,0.1]}          | no JSON
          {"predictions":[[0.1,0.2],[]]}     | answers [] for row 1
          [[[[                               | no JSON
          <html>                             | no JSON
          """)
  void whatIsNoProbabilityIsRefused(String answer, String complaint) {
    try (EndpointScorer scorer = answering((e, n) -> say(e, 200, answer))) {
      assertThatThrownBy(() -> scorer.favourable(rows()))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining(complaint);
    }
  }

  @Test
  void whatTheEndpointRefusesIsNotAskedAgain() {
    try (EndpointScorer scorer = answering((e, n) -> say(e, 400, "b must not be missing"))) {
      assertThatThrownBy(() -> scorer.favourable(rows()))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("HTTP 400")
          .hasMessageContaining("b must not be missing");
    }
    assertThat(questions).hasSize(1);
  }

  @Test
  void aPassingTroubleIsAskedAgain() {
    Answer recovering =
        (e, n) -> say(e, n < 2 ? 503 : 200, n < 2 ? "busy" : "{\"predictions\":[0,0]}");
    try (EndpointScorer scorer = answering(recovering)) {
      assertThat(scorer.favourable(rows())).containsExactly(0, 0);
    }
    assertThat(questions).hasSize(3);
  }

  @Test
  void aRedirectIsNotFollowed() {
    Answer elsewhere =
        (e, n) -> {
          e.getResponseHeaders().add("Location", "http://127.0.0.2/invocations");
          say(e, 307, "over there");
        };
    try (EndpointScorer scorer = answering(elsewhere)) {
      assertThatThrownBy(() -> scorer.favourable(rows()))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("HTTP 307");
    }
  }

  @Test
  void anAnswerWithoutEndIsCutOff() {
    Answer endless =
        (e, n) -> {
          e.sendResponseHeaders(200, 0);
          byte[] blanks = " ".repeat(4096).getBytes(StandardCharsets.UTF_8);
          for (int i = 0; i < 1_000_000; i++) {
            e.getResponseBody().write(blanks);
          }
        };
    try (EndpointScorer scorer = answering(endless)) {
      assertThatThrownBy(() -> scorer.favourable(rows()))
          .isInstanceOf(EndpointUnavailableException.class)
          .hasMessageContaining("asked 3 times");
    }
  }

  @Test
  void anAnswerThatTricklesIsGivenUp() {
    patience = Duration.ofSeconds(1);
    Answer trickling =
        (e, n) -> {
          e.sendResponseHeaders(200, 0);
          e.getResponseBody().write('{');
          e.getResponseBody().flush();
          over.await();
        };
    try (EndpointScorer scorer = answering(trickling)) {
      assertThatThrownBy(() -> scorer.favourable(rows()))
          .isInstanceOf(EndpointUnavailableException.class)
          .hasMessageContaining("no whole answer within 1 s");
    }
  }

  @Test
  void aHostThatIsNotAllowedIsNeverAsked() {
    assertThatThrownBy(
            () ->
                scorer(
                    new AllowedHosts(Set.of("models.example.org")),
                    List.of("a"),
                    new Outputs.TwoClasses(1)))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("model.uri: this worker may not ask 127.0.0.1");
    assertThatThrownBy(
            () ->
                EndpointScorer.of(
                    "file:///etc/passwd", HERE, List.of("a"), new Outputs.TwoClasses(1)))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("no web address");
    assertThat(questions).isEmpty();
  }
}
