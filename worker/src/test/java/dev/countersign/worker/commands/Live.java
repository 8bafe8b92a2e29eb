package dev.countersign.worker.commands;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.client.ConnectionSettings;
import dev.countersign.client.TemporalConnection;
import dev.countersign.testing.Eventually;
import dev.countersign.testing.RealServer;
import dev.countersign.testing.RealServers;
import dev.countersign.worker.WorkerApplication;
import dev.countersign.worker.temporal.WorkerLifecycle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;

/** A real Temporal development server, a worker, people with keys, and a shell beside them. */
final class Live implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(8);

  final Path folder;
  final Keyring keys;
  final RealServer temporal;
  final ConfigurableApplicationContext worker;
  final Shell shell;

  private Live(
      Path folder, Keyring keys, RealServer temporal, ConfigurableApplicationContext worker) {
    this.folder = folder;
    this.keys = keys;
    this.temporal = temporal;
    this.worker = worker;
    this.shell = new Shell(folder, Map.of("TEMPORAL_ADDRESS", temporal.address(), "TERM", "dumb"));
  }

  /**
   * Starts everything.
   *
   * @param folder where state goes; manifests may name its files
   * @param roots folders besides whose files manifests may name
   */
  static Live start(Path folder, Path... roots) throws IOException {
    Keyring keys = Keyring.make(Files.createDirectories(folder.resolve("keys")));
    RealServer temporal = RealServers.temporal(folder);
    Map<String, String> said = new LinkedHashMap<>();
    said.put("countersign.temporal.address", temporal.address());
    said.put("countersign.temporal.namespace", "default");
    said.put(
        "countersign.roots",
        Stream.concat(Stream.of(folder), Stream.of(roots))
            .map(Path::toString)
            .collect(Collectors.joining(",")));
    said.put("countersign.state", folder.resolve("state").toString());
    said.put("countersign.trust", keys.trust().toString());
    said.put("countersign.server.id", Keyring.SERVER);
    said.put("countersign.server.key", keys.server().toString());
    said.put("countersign.drain", "2s");
    said.put("server.port", "0");
    said.put("server.address", "127.0.0.1");
    said.put("logging.file.name", folder.resolve("worker.log").toString());
    said.put("logging.threshold.console", "off");
    Live live = new Live(folder, keys, temporal, WorkerApplication.start(said));
    Eventually.holds(
        "the worker takes work",
        () -> live.worker.getBean(WorkerLifecycle.class).condition().polling());
    return live;
  }

  Shell.Said run(String... arguments) {
    return shell.run(arguments);
  }

  /** A connection of somebody else's. */
  TemporalConnection connection() {
    return TemporalConnection.open(
        new ConnectionSettings(temporal.address(), "default", null).resolve(Map.of()), "tests");
  }

  /** Signs for seats, each with the key of whoever fills it. */
  void approve(String release, String... seats) {
    for (String seat : seats) {
      Shell.Said said = run("approve", release, "--seat", seat, "--key", keys.inSeat(seat));
      if (said.code() != 0) {
        throw new AssertionError(said.toString());
      }
    }
  }

  /** Waits until {@code status --json} looks like that, and gives it. */
  JsonNode status(String release, Predicate<JsonNode> looks) {
    JsonNode[] last = new JsonNode[1];
    Eventually.holds(
        release + " looks as awaited",
        () -> {
          Shell.Said said = run("release", "status", release, "--json");
          if (said.code() != 0) {
            return false;
          }
          last[0] = said.json();
          return looks.test(last[0]);
        });
    return last[0];
  }

  /** Folders and files under a folder of the state, by name. */
  List<String> state(String below) throws IOException {
    Path start = folder.resolve("state").resolve(below);
    if (!Files.exists(start)) {
      return List.of();
    }
    try (var files = Files.walk(start)) {
      return files.filter(Files::isRegularFile).map(Path::toString).sorted().toList();
    }
  }

  @Override
  public void close() {
    worker.close();
    temporal.close();
  }
}
