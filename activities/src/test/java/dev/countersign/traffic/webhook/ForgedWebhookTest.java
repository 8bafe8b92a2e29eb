package dev.countersign.traffic.webhook;

import static dev.countersign.traffic.Traffic.ENVIRONMENT;
import static dev.countersign.traffic.Traffic.MODEL;
import static dev.countersign.traffic.Traffic.NEW;
import static dev.countersign.traffic.Traffic.OLD;
import static dev.countersign.traffic.Traffic.intent;
import static dev.countersign.traffic.Traffic.weighing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countersign.http.Answer;
import dev.countersign.http.JsonServer;
import dev.countersign.http.Request;
import dev.countersign.rollout.Fallback;
import dev.countersign.rollout.LeaseAnswer;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.TrafficState;
import dev.countersign.traffic.TrafficException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody between agent and webhook, who hears everything and says what he likes. */
class ForgedWebhookTest {
  private static final WebhookSecret SECRET =
      WebhookSecret.parse("whsec_YSBzZWNyZXQgZm9yIHRlc3RzIG9ubHksIG5vdCBhIHNlY3JldA==");
  private static final WebhookSecret ANOTHER =
      WebhookSecret.parse("whsec_c29tZWJvZHkgZWxzZSdzIHNlY3JldCwgbm90IG91cnM=");
  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicReference<Instant> clock = new AtomicReference<>(NOON);
  private final Obeying router = new Obeying();
  private final List<Heard> heard = new ArrayList<>();
  private final AtomicReference<@Nullable Answer> lie = new AtomicReference<>();
  private JsonServer webhook;
  private JsonServer between;
  private WebhookGear gear;

  /** A router that routes what it is told. */
  private static final class Obeying implements WebhookReceiver.Router {
    private @Nullable Route route;
    private int told;

    @Override
    public @Nullable Route route() {
      return route;
    }

    @Override
    public void route(Route wanted, @Nullable Instant until) {
      route = wanted;
      told++;
    }

    @Override
    public void require(ModelTarget target) {}

    @Override
    public void standBy(Fallback fallback) {}
  }

  /** A request and its answer, as they went over the wire. */
  private record Heard(
      Map<String, String> headers,
      byte[] body,
      int status,
      Map<String, String> said,
      byte[] answer) {}

  @BeforeEach
  void start() throws IOException {
    webhook = JsonServer.onLoopback(0);
    WebhookReceiver.serve(webhook, "/countersign", router, SECRET, ENVIRONMENT, MODEL, clock::get);
    webhook.start();
    between = JsonServer.onLoopback(0);
    between.serve("POST", "/countersign", this::passOn).start();
    gear = gear(SECRET);
    gear.write(state(1, 5));
    assertThat(router.told).isEqualTo(1);
  }

  @AfterEach
  void stop() {
    between.close();
    webhook.close();
  }

  private WebhookGear gear(WebhookSecret secret) {
    return new WebhookGear(
        between.address().resolve("/countersign"), secret, ENVIRONMENT, MODEL, clock::get);
  }

  private static TrafficState state(long generation, double weight) {
    LeaseAnswer answer =
        TrafficState.fresh(ENVIRONMENT, MODEL).apply(intent(generation, weighing(weight)), NOON);
    return answer.state();
  }

  private Answer passOn(Request request) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name : List.of(WebhookGear.ID, WebhookGear.TIMESTAMP, WebhookGear.SIGNATURE)) {
      headers.put(name, String.valueOf(request.header(name)));
    }
    HttpResponse<byte[]> response = send(headers, request.body());
    Map<String, String> said = new LinkedHashMap<>();
    for (String name : List.of(WebhookGear.TIMESTAMP, WebhookGear.SIGNATURE)) {
      response.headers().firstValue(name).ifPresent(value -> said.put(name, value));
    }
    heard.add(new Heard(headers, request.body(), response.statusCode(), said, response.body()));
    Answer instead = lie.get();
    return instead == null
        ? new Answer(response.statusCode(), "application/json", response.body(), said)
        : instead;
  }

  private HttpResponse<byte[]> send(Map<String, String> headers, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(webhook.address() + "/countersign"))
            .POST(BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    try {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aRequestThatIsHeardAndSentAgainIsNotDoneAgain() {
    Heard first = heard.getFirst();
    gear.write(state(2, 50));
    HttpResponse<byte[]> replayed = send(first.headers(), first.body());
    assertThat(replayed.statusCode()).isEqualTo(409);
    assertThat(text(replayed)).contains("was done already");
    assertThat(router.route).isEqualTo(weighing(50));
    assertThat(router.told).isEqualTo(2);
  }

  @Test
  void anOldRequestIsRefusedAlsoByAWebhookThatForgotEverything() throws IOException {
    Heard first = heard.getFirst();
    clock.set(NOON.plus(WebhookReceiver.TOLERANCE).plus(Duration.ofSeconds(1)));
    Obeying restarted = new Obeying();
    try (JsonServer fresh = JsonServer.onLoopback(0)) {
      WebhookReceiver.serve(
          fresh, "/countersign", restarted, SECRET, ENVIRONMENT, MODEL, clock::get);
      fresh.start();
      webhook.close();
      webhook = fresh;
      HttpResponse<byte[]> late = send(first.headers(), first.body());
      assertThat(late.statusCode()).isEqualTo(409);
      assertThat(text(late)).contains("5 min off", "set the clocks");
      assertThat(restarted.told).isZero();
    }
  }

  @Test
  void aRequestOfAnOlderGenerationIsRefusedThoughItWasNeverDone() {
    gear.write(state(7, 50));
    assertThatExceptionOfType(TrafficException.class)
        .isThrownBy(() -> gear.write(state(6, 5)))
        .withMessageContaining("generation 6 is older than 7");
    assertThat(router.route).isEqualTo(weighing(50));
  }

  @Test
  void aSignedRequestOfNoKnownTypeIsRefused() {
    for (String type : List.of("\"type\":\"route.paint\",", "")) {
      byte[] body =
          "{%s\"environment\":\"%s\",\"model\":\"%s\",\"generation\":1}"
              .formatted(type, ENVIRONMENT, MODEL)
              .getBytes(StandardCharsets.UTF_8);
      String id = "msg_" + type.length();
      String now = Long.toString(NOON.getEpochSecond());
      HttpResponse<byte[]> refused =
          send(
              Map.of(
                  WebhookGear.ID,
                  id,
                  WebhookGear.TIMESTAMP,
                  now,
                  WebhookGear.SIGNATURE,
                  SECRET.request(id, now, body)),
              body);
      assertThat(refused.statusCode()).isEqualTo(409);
      assertThat(text(refused)).contains("no message of type");
    }
    assertThat(router.told).isEqualTo(1);
  }

  @Test
  void aRequestThatIsAlteredOrSignedByAnotherIsRefusedUnsigned() {
    Heard first = heard.getFirst();
    byte[] altered =
        new String(first.body(), StandardCharsets.UTF_8)
            .replace("\"candidateWeight\":5", "\"candidateWeight\":99")
            .getBytes(StandardCharsets.UTF_8);
    assertThat(altered).isNotEqualTo(first.body());
    assertRefusedUnsigned(first.headers(), altered);
    Map<String, String> another = new LinkedHashMap<>(first.headers());
    another.put(WebhookGear.ID, "msg_new");
    assertRefusedUnsigned(another, first.body());
    Map<String, String> later = new LinkedHashMap<>(first.headers());
    later.put(WebhookGear.TIMESTAMP, Long.toString(NOON.getEpochSecond() + 1));
    assertRefusedUnsigned(later, first.body());
    for (String header : first.headers().keySet()) {
      Map<String, String> without = new LinkedHashMap<>(first.headers());
      without.remove(header);
      assertRefusedUnsigned(without, first.body());
    }
    assertThatExceptionOfType(TrafficException.class)
        .isThrownBy(() -> gear(ANOTHER).write(state(9, 100)))
        .withMessageContaining("without a signature for this request")
        .withMessageContaining("same secret");
    assertThat(router.told).isEqualTo(1);
  }

  private void assertRefusedUnsigned(Map<String, String> headers, byte[] body) {
    HttpResponse<byte[]> refused = send(headers, body);
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue(WebhookGear.SIGNATURE)).isEmpty();
  }

  @Test
  void nothingIsBelievedThatIsNotSignedForThisVeryRequest() {
    Heard first = heard.getFirst();
    byte[] yes = first.answer();
    String now = Long.toString(NOON.getEpochSecond());
    assertLieIsFound(yes, Map.of());
    assertLieIsFound(yes, first.said());
    assertLieIsFound(yes, Map.of(WebhookGear.TIMESTAMP, now, WebhookGear.SIGNATURE, "v1,AAAA"));
    assertLieIsFound(
        yes,
        Map.of(
            WebhookGear.TIMESTAMP,
            now,
            WebhookGear.SIGNATURE,
            ANOTHER.answer(first.headers().get(WebhookGear.ID), now, yes)));
  }

  @Test
  void theRequestSentBackIsNoAnswer() {
    between.close();
    try (JsonServer mirror = JsonServer.onLoopback(0)) {
      mirror
          .serve(
              "POST",
              "/countersign",
              request ->
                  new Answer(
                      200,
                      "application/json",
                      request.body(),
                      Map.of(
                          WebhookGear.TIMESTAMP,
                          String.valueOf(request.header(WebhookGear.TIMESTAMP)),
                          WebhookGear.SIGNATURE,
                          String.valueOf(request.header(WebhookGear.SIGNATURE)))))
          .start();
      WebhookGear fooled =
          new WebhookGear(
              mirror.address().resolve("/countersign"), SECRET, ENVIRONMENT, MODEL, clock::get);
      assertThatExceptionOfType(TrafficException.class)
          .isThrownBy(() -> fooled.write(state(3, 25)))
          .withMessageContaining("nothing it says is believed");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void assertLieIsFound(byte[] body, Map<String, String> headers) {
    lie.set(new Answer(200, "application/json", body, headers));
    assertThatExceptionOfType(TrafficException.class)
        .isThrownBy(gear::read)
        .withMessageContaining("nothing it says is believed");
  }

  @Test
  void aTargetIsNoMoreBelievedThanARoute() {
    gear.require(NEW);
    gear.require(OLD);
    lie.set(new Answer(200, "application/json", "{}".getBytes(StandardCharsets.UTF_8)));
    assertThatExceptionOfType(TrafficException.class).isThrownBy(() -> gear.require(NEW));
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
