package dev.countersign.traffic.agent;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.passport.Json;
import dev.countersign.traffic.TrafficException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * How an agent runs: a YAML file beside the router, written by whoever runs it.
 *
 * @param environment for example {@code production}
 * @param model the model's name
 * @param state folder of its own that survives restarts
 * @param listen host and port at which workers ask, for example {@code 10.0.0.7:9400}
 * @param haproxy the router, if it is HAProxy
 * @param alias the router, if it is a registry's aliases; {@code mlflow-alias} in the file
 * @param webhook the router, if its owner moves it
 */
public record AgentSettings(
    String environment,
    String model,
    Path state,
    String listen,
    @Nullable Haproxy haproxy,
    @JsonProperty("mlflow-alias") @Nullable Alias alias,
    @Nullable Webhook webhook) {
  private static final ObjectMapper STRICT =
      Json.mapper().copy().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /**
   * HAProxy, and what the agent shares with it.
   *
   * @param socket its stats socket, level admin
   * @param map the map that {@code countersign.lua} was given
   * @param slots which backend serves which model
   * @param fallback the backend that stands for the fallback, if any
   * @param servers its {@code server-state-file}, if it has one
   */
  public record Haproxy(
      Path socket, Path map, Path slots, @Nullable String fallback, @Nullable Path servers) {
    /** Rejects settings that leave something out. */
    public Haproxy {
      Objects.requireNonNull(socket, "haproxy.socket is missing");
      Objects.requireNonNull(map, "haproxy.map is missing");
      Objects.requireNonNull(slots, "haproxy.slots is missing");
    }
  }

  /**
   * Aliases of a registered model.
   *
   * @param registry MLflow's address, or a folder; credentials come from MLflow's own variables in
   *     the environment
   * @param name the registered model
   */
  public record Alias(String registry, String name) {
    /** Rejects settings that leave something out. */
    public Alias {
      Objects.requireNonNull(registry, "mlflow-alias.registry is missing");
      Objects.requireNonNull(name, "mlflow-alias.name is missing");
    }
  }

  /**
   * A webhook; its secret comes from the environment.
   *
   * @param url where it is asked
   */
  public record Webhook(URI url) {
    /** Rejects settings that leave something out. */
    public Webhook {
      Objects.requireNonNull(url, "webhook.url is missing");
    }
  }

  /** Rejects settings that leave something out. */
  public AgentSettings {
    Objects.requireNonNull(environment, "environment is missing");
    Objects.requireNonNull(model, "model is missing");
    Objects.requireNonNull(state, "state is missing: the agent needs a folder of its own");
    Objects.requireNonNull(listen, "listen is missing, for example 127.0.0.1:9400");
    long routers =
        Stream.<@Nullable Object>of(haproxy, alias, webhook).filter(Objects::nonNull).count();
    if (routers != 1) {
      throw new IllegalArgumentException(
          "an agent keeps one router: write one of haproxy, mlflow-alias and webhook, not "
              + routers);
    }
  }

  /**
   * Reads settings.
   *
   * @throws TrafficException if the file can't be read, or something in it is missing or unknown
   */
  public static AgentSettings read(Path file) {
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
      Object yaml = new Load(settings).loadFromString(Files.readString(file));
      return STRICT.convertValue(yaml, AgentSettings.class);
    } catch (IOException | YamlEngineException | IllegalArgumentException e) {
      throw new TrafficException(
          "the agent's settings %s can't be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Where to listen. */
  InetSocketAddress address() {
    int colon = listen.lastIndexOf(':');
    try {
      return new InetSocketAddress(
          listen.substring(0, colon), Integer.parseInt(listen.substring(colon + 1)));
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new TrafficException("listen is host:port, not '" + listen + "'", e);
    }
  }
}
