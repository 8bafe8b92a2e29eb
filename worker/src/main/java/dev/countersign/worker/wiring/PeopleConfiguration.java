package dev.countersign.worker.wiring;

import dev.countersign.notify.Channel;
import dev.countersign.notify.LogChannel;
import dev.countersign.notify.WebhookChannel;
import dev.countersign.worker.WorkerProperties;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Whom to believe, and how to reach people. */
@Configuration(proxyBeanMethods = false)
public class PeopleConfiguration {
  private static final String SECRET = "COUNTERSIGN_WEBHOOK_SECRET";

  /** Read once at the start, so that a mistake in the file shows then. */
  @Bean
  TrustBook trustBook(WorkerProperties properties) {
    TrustBook book = new TrustBook(properties.trust());
    var _ = book.get();
    return book;
  }

  @Bean
  Channel logChannel() {
    return new LogChannel();
  }

  @Bean
  @ConditionalOnProperty("countersign.webhook")
  Channel webhookChannel(WorkerProperties properties) {
    String secret = System.getenv().getOrDefault(SECRET, "");
    URI address = properties.webhook();
    if (address == null || secret.isBlank()) {
      throw new IllegalStateException(
          "countersign.webhook is set without a secret. Put one of at least 16 bytes in " + SECRET);
    }
    return new WebhookChannel(address, secret.getBytes(StandardCharsets.UTF_8));
  }
}
