package dev.countersign.release;

import static dev.countersign.traffic.Traffic.ENVIRONMENT;
import static dev.countersign.traffic.Traffic.MODEL;
import static dev.countersign.traffic.Traffic.OLD;

import dev.countersign.http.JsonServer;
import dev.countersign.rollout.Audience;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.RouteIntent;
import dev.countersign.testing.AgentProcess;
import dev.countersign.traffic.RouterControl;
import dev.countersign.traffic.TrafficRouter;
import dev.countersign.traffic.embedded.EmbeddedRouter;
import dev.countersign.traffic.embedded.ShiftedRouter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** Another router of the same model, moved over HTTP as an agent is. */
record SecondRouter(EmbeddedRouter router, JsonServer control) implements AutoCloseable {

  static SecondRouter start(Path folder) {
    EmbeddedRouter router = ShiftedRouter.start(folder);
    try {
      JsonServer control = JsonServer.onLoopback(0);
      RouterControl.serve(control, router, AgentProcess.TOKEN);
      control.start();
      return new SecondRouter(router, control);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it is moved. */
  URI address() {
    return control.address();
  }

  /** Gives a model everything for good, as a commit does that reached this router alone. */
  void makeIncumbent(ModelTarget model) {
    TrafficRouter alone = router;
    long next = router.observe().generation() + 1;
    RouteIntent whole =
        new RouteIntent(
            ENVIRONMENT,
            MODEL,
            "somebody",
            next,
            new Route(OLD, model, null, 100, Audience.NOBODY),
            Duration.ofMinutes(10));
    var _ = alone.apply(whole);
    var _ = alone.commit(whole);
  }

  @Override
  public void close() {
    control.close();
    router.close();
  }
}
