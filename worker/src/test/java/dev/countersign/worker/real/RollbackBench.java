package dev.countersign.worker.real;

import dev.countersign.client.ReleaseName;
import dev.countersign.data.Dataset;
import dev.countersign.data.Datasets;
import dev.countersign.data.RowSet;
import dev.countersign.manifest.ManifestReader;
import dev.countersign.traffic.ServingEndpoint;
import dev.countersign.traffic.SyntheticTraffic;
import dev.countersign.workflow.Command;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * From a breached metric to all traffic restored and read back, on the embedded router: as the
 * rollout's history has it, from the report of the breach to the end of giving back.
 */
public final class RollbackBench {
  private static final int TIMES = 3;

  private RollbackBench() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("countersign-bench");
    try (Testbed testbed = Testbed.start(folder)) {
      LoanManifest champion = LoanManifest.of("loan-approval", "1");
      System.out.println(testbed.release(champion).outcome());
      for (int time = 1; time <= TIMES; time++) {
        LoanManifest next =
            LoanManifest.of("loan-approval", "2." + time)
                .withNewField()
                .baking(Duration.ofSeconds(40));
        System.out.printf("run %d: %d ms%n", time, once(testbed, next));
      }
    }
  }

  private static long once(Testbed testbed, LoanManifest next) throws IOException {
    ReleaseName name = next.name();
    testbed.everybodySigns(testbed.start(next));
    testbed.awaitView(name, view -> view.rollout() != null);
    testbed.promote(name, new Command("bench", "on to live traffic"));
    testbed.awaitView(name, view -> view.rollout() != null && view.rollout().trafficPercent() > 0);
    Path router =
        testbed
            .folder()
            .resolve("state/routers")
            .resolve(LoanManifest.ENVIRONMENT)
            .resolve(name.model());
    URI address =
        URI.create("http://127.0.0.1:" + Files.readString(router.resolve("port")).strip());
    var old =
        Objects.requireNonNull(
            ManifestReader.read(LoanManifest.of(name.model(), "1").text()).manifest());
    try (Dataset data = Datasets.open(old, testbed.folder());
        SyntheticTraffic _ =
            SyntheticTraffic.start(
                ServingEndpoint.of(address, name.model()),
                data.frame(RowSet.EVALUATION, data.features()),
                new SyntheticTraffic.Settings(150, Duration.ofMinutes(5), 0, 7))) {
      var result = testbed.result(name);
      System.out.println(result.outcome() + ": " + result.reason());
      return RealHistory.of(testbed.history(Fleet.rollout(name))).gaveBackWithin().toMillis();
    }
  }
}
