package dev.countersign.worker.demo;

import dev.countersign.data.Dataset;
import dev.countersign.data.Datasets;
import dev.countersign.data.Frame;
import dev.countersign.data.RowSet;
import dev.countersign.manifest.ManifestReader;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.traffic.RouterKind;
import dev.countersign.traffic.ServingEndpoint;
import dev.countersign.traffic.SyntheticTraffic;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.ConfigurableApplicationContext;

/** Callers who still use the old application form: it lacks the field the new model rests on. */
final class DemoCallers implements AutoCloseable {
  private static final SyntheticTraffic.Settings SETTINGS =
      new SyntheticTraffic.Settings(150, Duration.ofMinutes(5), 0, 7);

  private final SyntheticTraffic traffic;

  private DemoCallers(SyntheticTraffic traffic) {
    this.traffic = traffic;
  }

  static DemoCallers withOldForm(DemoFolder folder, ConfigurableApplicationContext worker) {
    ReleaseManifest old =
        Objects.requireNonNull(ManifestReader.read(DemoManifest.ofChampion()).manifest());
    RouterKind.Reached router =
        worker
            .getBean("embeddedRouterKind", RouterKind.class)
            .reach(DemoManifest.ENVIRONMENT, DemoManifest.RELEASE.model(), Map.of());
    try (Dataset data = Datasets.open(old, folder.root())) {
      Frame rows = data.frame(RowSet.EVALUATION, data.features());
      return new DemoCallers(
          SyntheticTraffic.start(
              ServingEndpoint.of(router.endpoint(), DemoManifest.RELEASE.model()), rows, SETTINGS));
    }
  }

  /** How they fared, in words. */
  String tally() {
    SyntheticTraffic.Tally tally = traffic.tally();
    return tally.sent() + " asked, " + tally.answered() + " answered, " + tally.failed() + " not";
  }

  @Override
  public void close() {
    traffic.close();
  }
}
