package dev.countersign.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.http.WholeAnswer;
import dev.countersign.passport.Json;
import dev.countersign.rollout.Fallback;
import dev.countersign.rollout.LeaseAnswer;
import dev.countersign.rollout.LeaseClaim;
import dev.countersign.rollout.RouteIntent;
import dev.countersign.rollout.RouteObservation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A router in another process, asked over HTTP: the other end of {@link RouterControl}. */
public final class RemoteRouter implements TrafficRouter {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final URI address;
  private final String token;
  private final Duration patience;

  /**
   * @param address where its control answers, for example {@code http://10.0.0.7:9400}
   * @param token what proves that this worker may move traffic
   */
  public RemoteRouter(URI address, String token) {
    this(address, token, ANSWER);
  }

  /** The same with a patience of its own. */
  RemoteRouter(URI address, String token, Duration patience) {
    this.address = address;
    this.token = token;
    this.patience = patience;
  }

  @Override
  public RouteObservation observe() {
    return asked(request(RouterControl.ROUTE).GET(), RouteObservation.class);
  }

  @Override
  public void offer(ServedModel model) {
    post(RouterControl.OFFER, model, JsonNode.class);
  }

  @Override
  public void standBy(Fallback fallback) {
    post(RouterControl.STAND_BY, fallback, JsonNode.class);
  }

  @Override
  public LeaseAnswer apply(RouteIntent intent) {
    return post(RouterControl.APPLY, intent, LeaseAnswer.class);
  }

  @Override
  public LeaseAnswer renew(LeaseClaim claim) {
    return post(RouterControl.RENEW, claim, LeaseAnswer.class);
  }

  @Override
  public LeaseAnswer giveBack(LeaseClaim claim) {
    return post(RouterControl.GIVE_BACK, claim, LeaseAnswer.class);
  }

  @Override
  public LeaseAnswer commit(RouteIntent intent) {
    return post(RouterControl.COMMIT, intent, LeaseAnswer.class);
  }

  private <T> T post(String path, Object body, Class<T> type) {
    HttpRequest.Builder request = request(path);
    return asked(request.POST(BodyPublishers.ofByteArray(Json.canonicalBytes(body))), type);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path))
        .timeout(patience)
        .header("authorization", RouterControl.bearer(token));
  }

  private <T> T asked(HttpRequest.Builder request, Class<T> type) {
    HttpResponse<byte[]> response;
    try {
      response = WholeAnswer.to(client, request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new TrafficException(
          "the router at %s does not answer (%s); what it routes is unknown until it is observed"
              .formatted(address, e),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrafficException("interrupted while asking the router at " + address, e);
    }
    if (response.statusCode() != 200) {
      throw new TrafficException(
          "the router at %s answers %d: %s"
              .formatted(address, response.statusCode(), shortened(response.body())));
    }
    try {
      return Json.readComplete(response.body(), type);
    } catch (IllegalArgumentException e) {
      throw new TrafficException(
          "the router at %s answers what nobody understands (%s): %s"
              .formatted(address, e.getMessage(), shortened(response.body())),
          e);
    }
  }

  private static String shortened(byte[] body) {
    String text = new String(body, 0, Math.min(body.length, 300), StandardCharsets.UTF_8);
    return text.isBlank() ? "(nothing)" : text;
  }
}
