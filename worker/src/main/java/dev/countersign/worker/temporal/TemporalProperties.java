package dev.countersign.worker.temporal;

import dev.countersign.client.ConnectionSettings;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where Temporal is, {@code countersign.temporal.*}. What is not said here comes from Temporal's
 * own environment variables and TOML profile.
 *
 * @param address {@code host:port}
 * @param namespace the namespace
 * @param profile of Temporal's TOML file
 * @param apiKey for Temporal Cloud; switches TLS on. Better left to {@code TEMPORAL_API_KEY}
 * @param tls TLS beyond an API key's
 */
@ConfigurationProperties("countersign.temporal")
public record TemporalProperties(
    @Nullable String address,
    @Nullable String namespace,
    @Nullable String profile,
    @Nullable String apiKey,
    @Nullable Tls tls) {

  /**
   * TLS; files are PEM.
   *
   * @param enabled whether to use it; default: when a file or a name is given here
   * @param certificate the client's certificate chain, for mutual TLS
   * @param key its private key
   * @param authority certificates of the authority that signed the server's
   * @param serverName whom the server's certificate must be issued for
   */
  public record Tls(
      @Nullable Boolean enabled,
      @Nullable String certificate,
      @Nullable String key,
      @Nullable String authority,
      @Nullable String serverName) {
    public Tls {
      if ((certificate == null) != (key == null)) {
        throw new IllegalArgumentException(
            "countersign.temporal.tls has only one of certificate and key. Give both or neither");
      }
    }
  }

  /**
   * Everything that is to be known before connecting.
   *
   * @param environment the environment variables
   */
  public ConnectionSettings.Resolved resolve(Map<String, String> environment) {
    Map<String, String> overlaid = new HashMap<>(environment);
    say(overlaid, "TEMPORAL_API_KEY", apiKey);
    if (tls != null) {
      say(overlaid, "TEMPORAL_TLS", tls.enabled() == null ? null : tls.enabled().toString());
      say(overlaid, "TEMPORAL_TLS_CLIENT_CERT_PATH", tls.certificate());
      say(overlaid, "TEMPORAL_TLS_CLIENT_KEY_PATH", tls.key());
      say(overlaid, "TEMPORAL_TLS_SERVER_CA_CERT_PATH", tls.authority());
      say(overlaid, "TEMPORAL_TLS_SERVER_NAME", tls.serverName());
    }
    return new ConnectionSettings(address, namespace, profile).resolve(overlaid);
  }

  private static void say(Map<String, String> overlaid, String variable, @Nullable String value) {
    if (value != null) {
      overlaid.put(variable, value);
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "TemporalProperties[address=" + address + ", namespace=" + namespace + "]";
  }
}
