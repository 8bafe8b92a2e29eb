package dev.countersign.traffic.embedded;

import static dev.countersign.traffic.Traffic.ENVIRONMENT;
import static dev.countersign.traffic.Traffic.MODEL;
import static dev.countersign.traffic.Traffic.NEW;
import static dev.countersign.traffic.Traffic.OLD;
import static dev.countersign.traffic.Traffic.served;

import java.nio.file.Path;

/** An embedded router that was offered both versions, and routes nothing yet. */
public final class ShiftedRouter {
  private ShiftedRouter() {}

  /** Starts one that keeps its state in a folder. */
  public static EmbeddedRouter start(Path folder) {
    EmbeddedRouter router =
        EmbeddedRouter.start(RouterSettings.of(ENVIRONMENT, MODEL, folder), ShiftedScorer::load);
    router.offer(served(OLD));
    router.offer(served(NEW));
    return router;
  }
}
