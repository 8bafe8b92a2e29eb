package dev.countersign.client;

import dev.countersign.client.ClientException.Kind;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where Temporal is and how it lets us in: Temporal's own environment variables ({@code
 * TEMPORAL_ADDRESS}, {@code TEMPORAL_NAMESPACE}, {@code TEMPORAL_API_KEY}, {@code TEMPORAL_TLS_…})
 * and TOML profile, with what the caller says outright on top.
 *
 * @param address {@code host:port}; null means as Temporal's configuration says, else {@link
 *     #DEFAULT_ADDRESS}
 * @param namespace null means as Temporal's configuration says, else {@code default}
 * @param profile of the TOML file; null means {@code TEMPORAL_PROFILE}, else {@code default}
 */
public record ConnectionSettings(
    @Nullable String address, @Nullable String namespace, @Nullable String profile) {
  public static final String DEFAULT_ADDRESS = "127.0.0.1:7233";
  public static final String DEFAULT_NAMESPACE = "default";

  /** Nothing said outright. */
  public static ConnectionSettings fromEnvironment() {
    return new ConnectionSettings(null, null, null);
  }

  /**
   * Everything that is to be known before connecting.
   *
   * @param environment the environment variables
   * @throws ClientException if the profile can't be read, or names files that can't be
   */
  public Resolved resolve(Map<String, String> environment) {
    try {
      ClientConfigProfile merged = merge(ClientConfigProfile.load(options(environment)));
      return new Resolved(
          merged.getAddress(), merged.getNamespace(), merged.toWorkflowServiceStubsOptions());
    } catch (IOException | RuntimeException e) {
      throw new ClientException(
          Kind.BAD_INPUT,
          "Temporal's configuration can't be used: " + messageOf(e),
          "Check the TEMPORAL_ variables, or the profile with: temporal config list",
          e);
    }
  }

  /**
   * What it comes down to.
   *
   * @param address {@code host:port}
   * @param namespace the namespace
   * @param stubs TLS, API key and metadata; holds secrets, so never print it
   */
  public record Resolved(String address, String namespace, WorkflowServiceStubsOptions stubs) {
    @Override
    public String toString() {
      return address + " (namespace " + namespace + ")";
    }
  }

  private LoadClientConfigProfileOptions options(Map<String, String> environment) {
    var options = LoadClientConfigProfileOptions.newBuilder().setEnvOverrides(environment);
    return (profile == null ? options : options.setConfigFileProfile(profile)).build();
  }

  private ClientConfigProfile merge(ClientConfigProfile configured) {
    return configured.toBuilder()
        .setAddress(first(address, configured.getAddress(), DEFAULT_ADDRESS))
        .setNamespace(first(namespace, configured.getNamespace(), DEFAULT_NAMESPACE))
        .build();
  }

  private static String first(
      @Nullable String said, @Nullable String configured, String otherwise) {
    if (said != null && !said.isBlank()) {
      return said;
    }
    return configured == null || configured.isBlank() ? otherwise : configured;
  }

  private static String messageOf(Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
