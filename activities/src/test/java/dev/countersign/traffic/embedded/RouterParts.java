package dev.countersign.traffic.embedded;

import static dev.countersign.traffic.Traffic.ENVIRONMENT;
import static dev.countersign.traffic.Traffic.MODEL;

import dev.countersign.http.JsonServer;
import dev.countersign.traffic.RouterControl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * An embedded router, and the address at which it is moved.
 *
 * @param router the router
 * @param control takes orders of whoever bears {@link RouterProcess#TOKEN}
 */
record RouterParts(EmbeddedRouter router, JsonServer control) implements AutoCloseable {
  /** Starts both, with the router's state in a folder. */
  static RouterParts start(Path folder) {
    EmbeddedRouter router =
        EmbeddedRouter.start(RouterSettings.of(ENVIRONMENT, MODEL, folder), ShiftedScorer::load);
    try {
      JsonServer control = JsonServer.onLoopback(0);
      RouterControl.serve(control, router, RouterProcess.TOKEN);
      return new RouterParts(router, control.start());
    } catch (IOException e) {
      router.close();
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    control.close();
    router.close();
  }
}
