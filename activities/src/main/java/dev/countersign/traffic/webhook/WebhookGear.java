package dev.countersign.traffic.webhook;

import dev.countersign.http.WholeAnswer;
import dev.countersign.passport.Json;
import dev.countersign.rollout.Fallback;
import dev.countersign.rollout.Lease;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.TrafficState;
import dev.countersign.traffic.RouterGear;
import dev.countersign.traffic.TrafficException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells a router its route by signed requests, and believes only answers signed for that very
 * request. A route is written once, then only when what is read back differs or its lease was
 * renewed.
 */
public final class WebhookGear implements RouterGear {
  static final String ID = "webhook-id";
  static final String TIMESTAMP = "webhook-timestamp";
  static final String SIGNATURE = "webhook-signature";
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final int MOST_BYTES = 64 << 10;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final URI url;
  private final WebhookSecret secret;
  private final String environment;
  private final String model;
  private final InstantSource clock;
  private final Duration patience;
  private @Nullable Written last;

  private record Written(Route route, long generation, @Nullable Instant until) {}

  /**
   * @param url where the webhook is asked
   * @param secret shared with it
   * @param environment said in every request
   * @param model said in every request
   */
  public WebhookGear(
      URI url, WebhookSecret secret, String environment, String model, InstantSource clock) {
    this(url, secret, environment, model, clock, ANSWER);
  }

  /** The same with a patience of its own. */
  WebhookGear(
      URI url,
      WebhookSecret secret,
      String environment,
      String model,
      InstantSource clock,
      Duration patience) {
    this.url = url;
    this.secret = secret;
    this.environment = environment;
    this.model = model;
    this.clock = clock;
    this.patience = patience;
  }

  @Override
  public String name() {
    return "webhook (" + url + ")";
  }

  @Override
  public @Nullable Route read() {
    return ask(new WebhookMessage(
            WebhookMessage.READ, environment, model, 0, null, null, null, null))
        .route();
  }

  @Override
  public synchronized void write(TrafficState state) {
    Route route = state.route();
    if (route == null) {
      return;
    }
    Lease lease = state.lease();
    Written wanted = new Written(route, state.generation(), lease == null ? null : lease.until());
    if (wanted.equals(last) && route.equals(read())) {
      return;
    }
    last = null;
    WebhookMessage.Reply reply =
        ask(
            new WebhookMessage(
                WebhookMessage.WRITE,
                environment,
                model,
                wanted.generation(),
                route,
                wanted.until(),
                null,
                null));
    if (!Objects.equals(route, reply.route())) {
      throw new TrafficException(
          "%s was told %s and answers that it routes %s".formatted(name(), route, reply.route()));
    }
    last = wanted;
  }

  @Override
  public void require(ModelTarget target) {
    var _ =
        ask(
            new WebhookMessage(
                WebhookMessage.REQUIRE, environment, model, 0, null, null, target, null));
  }

  @Override
  public void standBy(Fallback fallback) {
    var _ =
        ask(
            new WebhookMessage(
                WebhookMessage.STAND_BY, environment, model, 0, null, null, null, fallback));
  }

  private WebhookMessage.Reply ask(WebhookMessage message) {
    byte[] body = Json.canonicalBytes(message);
    String id = "msg_" + UUID.randomUUID();
    String timestamp = Long.toString(clock.instant().getEpochSecond());
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(patience)
            .header("content-type", "application/json")
            .header(ID, id)
            .header(TIMESTAMP, timestamp)
            .header(SIGNATURE, secret.request(id, timestamp, body))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return believed(id, send(request));
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return WholeAnswer.to(
          client,
          request,
          info -> BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES).apply(info));
    } catch (IOException e) {
      throw new TrafficException(
          "%s does not answer (%s); is it running, and does it answer within %s?"
              .formatted(name(), e, patience),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrafficException("interrupted while asking " + name(), e);
    }
  }

  private WebhookMessage.Reply believed(String id, HttpResponse<byte[]> response) {
    String timestamp = response.headers().firstValue(TIMESTAMP).orElse("");
    String given = response.headers().firstValue(SIGNATURE).orElse("");
    if (!WebhookSecret.matches(given, secret.answer(id, timestamp, response.body()))) {
      throw new TrafficException(
          "%s answers %d without a signature for this request; nothing it says is believed. Does it hold the same secret?"
              .formatted(name(), response.statusCode()));
    }
    WebhookMessage.Reply reply;
    try {
      reply = Json.readComplete(response.body(), WebhookMessage.Reply.class);
    } catch (IllegalArgumentException e) {
      throw new TrafficException(
          "%s signs an answer that is %s".formatted(name(), e.getMessage()), e);
    }
    if (response.statusCode() != 200 || reply.problem() != null) {
      throw new TrafficException(
          "%s refuses (%d): %s".formatted(name(), response.statusCode(), reply.problem()));
    }
    return reply;
  }
}
