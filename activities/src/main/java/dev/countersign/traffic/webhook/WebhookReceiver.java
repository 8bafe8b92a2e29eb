package dev.countersign.traffic.webhook;

import dev.countersign.http.Answer;
import dev.countersign.http.HttpProblem;
import dev.countersign.http.JsonServer;
import dev.countersign.http.Request;
import dev.countersign.passport.Json;
import dev.countersign.rollout.Fallback;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.rollout.Route;
import dev.countersign.traffic.TrafficException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The other end of {@link WebhookGear}, for owners of routers who write theirs in Java: checks
 * signature, age and repetition, and passes on what is left. A request is done once, however often
 * it is delivered.
 */
public final class WebhookReceiver {
  /** How far a request's clock may be off, either way. */
  public static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final int REMEMBERED = 10_000;

  /** A router that keeps no lease of its own. */
  public interface Router {
    /** What is routed; null when nothing ever was. */
    @Nullable Route route();

    /**
     * Routes.
     *
     * @param until when everything is to be given back unless it is said again; null for never
     * @throws TrafficException if it can't; says why
     */
    void route(Route route, @Nullable Instant until);

    /**
     * Sees to it that a model can be routed to.
     *
     * @throws TrafficException if it can't; says what to do
     */
    void require(ModelTarget target);

    /**
     * Sees to it that a fallback can take over, and answers whoever asks for version {@code
     * fallback}.
     *
     * @throws TrafficException if it can't; says what to do
     */
    void standBy(Fallback fallback);
  }

  private final Router router;
  private final WebhookSecret secret;
  private final String environment;
  private final String model;
  private final InstantSource clock;
  private final Map<String, Instant> seen =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          return size() > REMEMBERED;
        }
      };
  private long highest;

  private WebhookReceiver(
      Router router, WebhookSecret secret, String environment, String model, InstantSource clock) {
    this.router = router;
    this.secret = secret;
    this.environment = environment;
    this.model = model;
    this.clock = clock;
  }

  /** Serves the webhook of one model in one environment at {@code path}. */
  public static void serve(
      JsonServer server,
      String path,
      Router router,
      WebhookSecret secret,
      String environment,
      String model,
      InstantSource clock) {
    WebhookReceiver receiver = new WebhookReceiver(router, secret, environment, model, clock);
    server.serve("POST", path, receiver::answer);
  }

  private Answer answer(Request request) throws HttpProblem {
    String id = needed(request, WebhookGear.ID);
    String timestamp = needed(request, WebhookGear.TIMESTAMP);
    String given = needed(request, WebhookGear.SIGNATURE);
    if (!WebhookSecret.matches(given, secret.request(id, timestamp, request.body()))) {
      throw new HttpProblem(401, "the signature is not of this request", null);
    }
    WebhookMessage.Reply reply;
    int status = 200;
    try {
      reply = new WebhookMessage.Reply(done(id, timestamp, request.as(WebhookMessage.class)), null);
    } catch (Refused | TrafficException e) {
      status = 409;
      reply = new WebhookMessage.Reply(null, String.valueOf(e.getMessage()));
    }
    byte[] body = Json.canonicalBytes(reply);
    String now = Long.toString(clock.instant().getEpochSecond());
    return new Answer(
        status,
        "application/json",
        body,
        Map.of(WebhookGear.TIMESTAMP, now, WebhookGear.SIGNATURE, secret.answer(id, now, body)));
  }

  /** A signed request that is not done. */
  private static final class Refused extends Exception {
    Refused(String message) {
      super(message);
    }
  }

  private synchronized @Nullable Route done(String id, String timestamp, WebhookMessage message)
      throws Refused {
    requireFresh(id, timestamp);
    if (!environment.equals(message.environment()) || !model.equals(message.model())) {
      throw new Refused(
          "this webhook routes %s in %s, not %s in %s"
              .formatted(model, environment, message.model(), message.environment()));
    }
    switch (message.type()) {
      case WebhookMessage.READ -> {}
      case WebhookMessage.REQUIRE -> {
        ModelTarget target = message.target();
        if (target == null) {
          throw new Refused(WebhookMessage.REQUIRE + " names no target");
        }
        router.require(target);
      }
      case WebhookMessage.STAND_BY -> {
        Fallback fallback = message.fallback();
        if (fallback == null) {
          throw new Refused(WebhookMessage.STAND_BY + " names no fallback");
        }
        router.standBy(fallback);
      }
      case WebhookMessage.WRITE -> write(message);
      case null, default ->
          throw new Refused("no message of type " + message.type() + " is known here");
    }
    return router.route();
  }

  private void write(WebhookMessage message) throws Refused {
    Route route = message.route();
    if (route == null) {
      throw new Refused(WebhookMessage.WRITE + " brings no route");
    }
    if (message.generation() < highest) {
      throw new Refused("generation %d is older than %d".formatted(message.generation(), highest));
    }
    router.route(route, message.leaseUntil());
    highest = message.generation();
  }

  private void requireFresh(String id, String timestamp) throws Refused {
    Instant sent;
    try {
      sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
    } catch (NumberFormatException e) {
      throw new Refused(WebhookGear.TIMESTAMP + " is no count of seconds: " + timestamp);
    }
    if (Duration.between(sent, clock.instant()).abs().compareTo(TOLERANCE) > 0) {
      throw new Refused(
          "the request is of %s, more than %d min off; set the clocks"
              .formatted(sent, TOLERANCE.toMinutes()));
    }
    if (seen.put(id, sent) != null) {
      throw new Refused("request " + id + " was done already");
    }
  }

  private static String needed(Request request, String header) throws HttpProblem {
    String value = request.header(header);
    if (value == null) {
      throw new HttpProblem(401, header + " is missing", null);
    }
    return value;
  }
}
