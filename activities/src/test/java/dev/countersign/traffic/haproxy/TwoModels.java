package dev.countersign.traffic.haproxy;

import static dev.countersign.traffic.Traffic.ENVIRONMENT;
import static dev.countersign.traffic.Traffic.MODEL;
import static dev.countersign.traffic.Traffic.NEW;
import static dev.countersign.traffic.Traffic.OLD;
import static dev.countersign.traffic.Traffic.intent;
import static dev.countersign.traffic.Traffic.served;

import dev.countersign.rollout.ModelTarget;
import dev.countersign.rollout.Route;
import dev.countersign.traffic.embedded.EmbeddedRouter;
import dev.countersign.traffic.embedded.RouterSettings;
import dev.countersign.traffic.embedded.ShiftedScorer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Two model servers, each of one version, as blue and green. */
public record TwoModels(EmbeddedRouter old, EmbeddedRouter recent) implements AutoCloseable {
  public static TwoModels start(Path folder) {
    return new TwoModels(server(folder.resolve("blue"), OLD), server(folder.resolve("green"), NEW));
  }

  private static EmbeddedRouter server(Path folder, ModelTarget target) {
    EmbeddedRouter server =
        EmbeddedRouter.start(RouterSettings.of(ENVIRONMENT, MODEL, folder), ShiftedScorer::load);
    server.offer(served(target));
    server.apply(intent(1, Route.settled(target, null)));
    return server;
  }

  public URI blue() {
    return old.address();
  }

  public URI green() {
    return recent.address();
  }

  public void writeSlots(Path file) {
    try {
      Files.writeString(
          file,
          "# backend version digest\nblue %s %s\ngreen %s %s\n"
              .formatted(OLD.version(), OLD.digest(), NEW.version(), NEW.digest()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    old.close();
    recent.close();
  }
}
