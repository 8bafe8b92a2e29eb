package dev.countersign.traffic.proxy;

import dev.countersign.http.JsonServer;
import dev.countersign.rollout.Audience;
import dev.countersign.rollout.Bucketing;
import dev.countersign.rollout.Fallback;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.rollout.Route;
import dev.countersign.traffic.TrafficException;
import dev.countersign.traffic.webhook.WebhookReceiver;
import dev.countersign.traffic.webhook.WebhookSecret;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A proxy with two model servers that remembers nothing over a restart, moved by a webhook. */
final class WebhookProxy implements WebhookReceiver.Router, PlainProxy.Choice {
  private final Map<String, URI> servers;
  private volatile Told told = new Told(null, null);
  private volatile @Nullable Fallback standing;

  private record Told(@Nullable Route route, @Nullable Instant until) {}

  private WebhookProxy(Map<String, URI> servers) {
    this.servers = servers;
  }

  /** Arguments: port, secret, server of version 1, server of version 2. */
  public static void main(String[] arguments) throws Exception {
    Map<String, URI> servers = Map.of("1", URI.create(arguments[2]), "2", URI.create(arguments[3]));
    serve(
        JsonServer.on(new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[0]))),
        WebhookSecret.parse(arguments[1]),
        servers);
    new CountDownLatch(1).await();
  }

  /**
   * Serves one.
   *
   * @param secret of whoever may move it
   * @param servers of models, by version
   */
  static JsonServer serve(JsonServer http, WebhookSecret secret, Map<String, URI> servers) {
    WebhookProxy proxy = new WebhookProxy(servers);
    PlainProxy.serve(http, servers, proxy);
    WebhookReceiver.serve(
        http, "/countersign", proxy, secret, "production", "credit-risk", InstantSource.system());
    return http.start();
  }

  @Override
  public @Nullable Route route() {
    Told now = told;
    Route route = now.route();
    boolean ended = now.until() != null && !Instant.now().isBefore(now.until());
    return route == null || !ended ? route : route.givenBack();
  }

  @Override
  public void route(Route route, @Nullable Instant until) {
    told = new Told(route, until);
  }

  @Override
  public void require(ModelTarget target) {
    if (!servers.containsKey(target.version())) {
      throw new TrafficException("no server of version " + target.shown() + "; deploy it");
    }
  }

  @Override
  public void standBy(Fallback fallback) {
    standing = fallback;
  }

  @Override
  public @Nullable Fallback fallback() {
    Route route = route();
    return route == null ? standing : route.fallback();
  }

  @Override
  public @Nullable String version(@Nullable String unit, @Nullable String audience) {
    Route route = route();
    if (route == null) {
      return null;
    }
    ModelTarget candidate = route.candidate();
    ModelTarget incumbent = route.incumbent();
    double bucket =
        unit == null || candidate == null
            ? ThreadLocalRandom.current().nextDouble(100)
            : Bucketing.bucket(Bucketing.salt("production", "credit-risk", candidate), unit);
    Audience member = audience == null ? Audience.NOBODY : Audience.named(audience);
    Fallback fallback = route.fallback();
    ModelTarget serving =
        switch (route.serves(bucket, member)) {
          case CANDIDATE -> candidate;
          case INCUMBENT -> incumbent;
          case FALLBACK -> fallback == null ? null : fallback.model();
        };
    return serving == null ? null : serving.version();
  }
}
