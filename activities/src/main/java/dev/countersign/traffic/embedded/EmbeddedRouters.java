package dev.countersign.traffic.embedded;

import dev.countersign.traffic.TrafficException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The embedded routers of one worker: one for each model and environment, found by name. */
public final class EmbeddedRouters implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(EmbeddedRouters.class.getName());

  private final Path root;
  private final ScorerLoader loader;
  private final Map<Key, EmbeddedRouter> routers = new LinkedHashMap<>();

  private record Key(String environment, String model) {}

  /**
   * @param root holds a folder {@code <environment>/<model>} for each router
   * @param loader opens their models
   */
  public EmbeddedRouters(Path root, ScorerLoader loader) {
    this.root = root;
    this.loader = loader;
  }

  /** Starts every router that has a folder, where it stopped: call when the worker starts. */
  public synchronized void reopen() {
    if (!Files.isDirectory(root)) {
      return;
    }
    try (DirectoryStream<Path> environments = Files.newDirectoryStream(root, Files::isDirectory)) {
      for (Path environment : environments) {
        try (DirectoryStream<Path> models =
            Files.newDirectoryStream(environment, Files::isDirectory)) {
          models.forEach(model -> reopen(name(environment), name(model)));
        }
      }
    } catch (IOException e) {
      throw new TrafficException("the routers' folders in " + root + " can't be listed", e);
    }
  }

  private void reopen(String environment, String model) {
    try {
      router(environment, model);
    } catch (TrafficException | IllegalArgumentException e) {
      LOG.log(
          System.Logger.Level.ERROR,
          "the router of " + model + " in " + environment + " stays down",
          e);
    }
  }

  private static String name(Path folder) {
    return folder.getFileName().toString();
  }

  /** The router of a model, started when it is not running. */
  public synchronized EmbeddedRouter router(String environment, String model) {
    return router(environment, model, 0);
  }

  /**
   * The same, on a port of its own.
   *
   * @param port used when it has to be started; 0 for any
   */
  public synchronized EmbeddedRouter router(String environment, String model, int port) {
    Key key = new Key(environment, model);
    EmbeddedRouter running = routers.get(key);
    if (running != null) {
      return running;
    }
    EmbeddedRouter started =
        EmbeddedRouter.start(
            RouterSettings.under(root, environment, model, port, InstantSource.system()), loader);
    routers.put(key, started);
    return started;
  }

  /** The router of a model where it is running. */
  public synchronized Optional<EmbeddedRouter> running(String environment, String model) {
    return Optional.ofNullable(routers.get(new Key(environment, model)));
  }

  @Override
  public synchronized void close() {
    routers.values().forEach(EmbeddedRouter::close);
    routers.clear();
  }
}
