package dev.countersign.traffic.webhook;

import static dev.countersign.traffic.Traffic.ENVIRONMENT;
import static dev.countersign.traffic.Traffic.MODEL;
import static dev.countersign.traffic.Traffic.NEW;
import static dev.countersign.traffic.Traffic.intent;
import static dev.countersign.traffic.Traffic.weighing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.countersign.rollout.TrafficState;
import dev.countersign.testing.AgentProcess;
import dev.countersign.testing.BrokenServer;
import dev.countersign.traffic.TrafficException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks that answer wrongly, by half, or never: nothing they say is believed. */
class WebhookGearTest {
  private static final WebhookSecret SECRET = WebhookSecret.parse(AgentProcess.WEBHOOK_SECRET);
  private static final TrafficState STATE =
      TrafficState.fresh(ENVIRONMENT, MODEL).apply(intent(1, weighing(25)), Instant.now()).state();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000\u0001\u0002",
        "HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{\"route\":",
        "HTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\n{\"route\":{}}",
        ""
      })
  void garbageHalfAnswersAndUnsignedOnesAreErrors(String answer) {
    try (BrokenServer webhook = BrokenServer.answering(answer, BrokenServer.End.CLOSED)) {
      WebhookGear gear = gear(webhook.address(), Duration.ofSeconds(10));
      assertRefused(gear);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\ncontent-length: 5000\r\n\r\n{\"route\":"})
  void anAnswerThatNeverComesOrNeverEndsIsAnError(String begun) {
    try (BrokenServer webhook = BrokenServer.answering(begun, BrokenServer.End.OPEN)) {
      assertRefused(gear(webhook.address(), Duration.ofMillis(300)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "half a li",
        "[]",
        "{\"route\":{\"fallback\":{\"name\":\"people\"},\"candidateWeight\":150,\"audience\":\"NOBODY\"}}",
        "{\"route\":{\"candidateWeight\":0,\"audience\":\"NOBODY\"}}"
      })
  void whatIsSignedAndMakesNoSenseIsAnError(String body) throws IOException {
    try (Signing webhook = new Signing(body)) {
      assertRefused(gear(webhook.address(), Duration.ofSeconds(10)));
    }
  }

  @Test
  void aRouterThatSaysItRoutesSomethingElseWasNotMoved() throws IOException {
    String settled =
        "{\"route\":{\"fallback\":{\"name\":\"people\"},\"candidateWeight\":0,\"audience\":\"NOBODY\"}}";
    try (Signing webhook = new Signing(settled)) {
      WebhookGear gear = gear(webhook.address(), Duration.ofSeconds(10));
      assertThat(gear.read()).isNotNull();
      assertThatThrownBy(() -> gear.write(STATE))
          .isInstanceOf(TrafficException.class)
          .hasMessageContaining("answers that it routes");
    }
  }

  private static void assertRefused(WebhookGear gear) {
    assertThatThrownBy(gear::read).isInstanceOf(TrafficException.class);
    assertThatThrownBy(() -> gear.write(STATE)).isInstanceOf(TrafficException.class);
    assertThatThrownBy(() -> gear.require(NEW)).isInstanceOf(TrafficException.class);
  }

  private static WebhookGear gear(URI url, Duration patience) {
    return new WebhookGear(url, SECRET, ENVIRONMENT, MODEL, InstantSource.system(), patience);
  }

  /** Holds the secret, and says the same to everything. */
  private static final class Signing implements AutoCloseable {
    private final HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

    Signing(String said) throws IOException {
      byte[] body = said.getBytes(StandardCharsets.UTF_8);
      server.createContext(
          "/",
          exchange -> {
            exchange.getRequestBody().readAllBytes();
            String id = exchange.getRequestHeaders().getFirst(WebhookGear.ID);
            String now = Long.toString(Instant.now().getEpochSecond());
            exchange.getResponseHeaders().set(WebhookGear.ID, id);
            exchange.getResponseHeaders().set(WebhookGear.TIMESTAMP, now);
            exchange.getResponseHeaders().set(WebhookGear.SIGNATURE, SECRET.answer(id, now, body));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
    }

    URI address() {
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/countersign");
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
