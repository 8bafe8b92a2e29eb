package dev.countersign.mlflow;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Where an MLflow server is and who we are to it.
 *
 * @param server for example {@code https://mlflow.example.org}; no slash at its end
 * @param authorization the header's value, if the server asks for one; never logged
 */
public record MlflowAccess(URI server, Optional<String> authorization) {
  public MlflowAccess {
    if (!("http".equals(server.getScheme()) || "https".equals(server.getScheme()))
        || server.getHost() == null) {
      throw new IllegalArgumentException(
          "an MLflow server is an http or https address, not " + server);
    }
    if (server.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "keep the password out of the address of the MLflow server: set"
              + " MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD");
    }
    if (server.toString().endsWith("/")) {
      server = URI.create(server.toString().replaceAll("/+$", ""));
    }
  }

  /**
   * Takes secrets from MLflow's own variables: {@code MLFLOW_TRACKING_TOKEN}, or {@code
   * MLFLOW_TRACKING_USERNAME} with {@code MLFLOW_TRACKING_PASSWORD}.
   */
  public static MlflowAccess of(URI server, Map<String, String> environment) {
    String token = environment.getOrDefault("MLFLOW_TRACKING_TOKEN", "");
    if (!token.isBlank()) {
      return new MlflowAccess(server, Optional.of("Bearer " + token));
    }
    String user = environment.getOrDefault("MLFLOW_TRACKING_USERNAME", "");
    if (user.isBlank()) {
      return new MlflowAccess(server, Optional.empty());
    }
    String pair = user + ":" + environment.getOrDefault("MLFLOW_TRACKING_PASSWORD", "");
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return new MlflowAccess(server, Optional.of("Basic " + basic));
  }

  /** Says where, keeps quiet about who. */
  @Override
  public String toString() {
    return "MLflow at " + server;
  }
}
