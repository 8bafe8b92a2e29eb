package dev.countersign.traffic.agent;

import dev.countersign.mlflow.FolderStore;
import dev.countersign.mlflow.MlflowAccess;
import dev.countersign.mlflow.MlflowStore;
import dev.countersign.mlflow.RegistryStore;
import dev.countersign.traffic.RouterGear;
import dev.countersign.traffic.alias.AliasGear;
import dev.countersign.traffic.haproxy.HaproxyGear;
import dev.countersign.traffic.webhook.WebhookGear;
import dev.countersign.traffic.webhook.WebhookSecret;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;

/** The gear an agent's settings ask for. */
final class Gears {
  /** The environment variable that holds what a webhook is signed with. */
  static final String WEBHOOK_SECRET = "COUNTERSIGN_WEBHOOK_SECRET";

  /** An alias gear fetches no models. */
  private static final long NO_MODEL = 0;

  private Gears() {}

  static RouterGear of(AgentSettings settings, Map<String, String> secrets) {
    if (settings.haproxy() != null) {
      return of(settings.haproxy());
    }
    if (settings.alias() != null) {
      return new AliasGear(
          registry(settings, settings.alias().registry(), secrets), settings.alias().name());
    }
    return of(settings, Objects.requireNonNull(settings.webhook()), secrets);
  }

  private static RouterGear of(AgentSettings.Haproxy haproxy) {
    return new HaproxyGear(
        haproxy.socket(), haproxy.map(), haproxy.slots(), haproxy.fallback(), haproxy.servers());
  }

  private static RegistryStore registry(
      AgentSettings settings, String location, Map<String, String> secrets) {
    return location.startsWith("http://") || location.startsWith("https://")
        ? new MlflowStore(
            MlflowAccess.of(URI.create(location), secrets),
            settings.state().resolve("fetched"),
            NO_MODEL)
        : new FolderStore(Path.of(location));
  }

  private static RouterGear of(
      AgentSettings settings, AgentSettings.Webhook webhook, Map<String, String> secrets) {
    String secret = secrets.get(WEBHOOK_SECRET);
    if (secret == null) {
      throw new IllegalArgumentException(
          "there is no " + WEBHOOK_SECRET + " in the environment; share one with the webhook");
    }
    return new WebhookGear(
        webhook.url(),
        WebhookSecret.parse(secret),
        settings.environment(),
        settings.model(),
        InstantSource.system());
  }
}
