package dev.countersign.worker.demo;

import dev.countersign.approval.Submission;
import dev.countersign.cli.ManifestFile;
import dev.countersign.cli.Surroundings;
import dev.countersign.cli.release.Finale;
import dev.countersign.cli.release.Following;
import dev.countersign.client.ClientException;
import dev.countersign.client.Ending;
import dev.countersign.client.EvidenceReader;
import dev.countersign.client.Patience;
import dev.countersign.client.ReleaseName;
import dev.countersign.client.Releases;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.passport.Digests;
import dev.countersign.passport.Envelope;
import dev.countersign.report.ExitCode;
import dev.countersign.report.ReleaseReport;
import dev.countersign.worker.WorkerProperties;
import dev.countersign.worker.temporal.DevTemporal;
import dev.countersign.worker.temporal.OwnTemporal;
import dev.countersign.worker.temporal.WorkerLifecycle;
import dev.countersign.workflow.ReleaseResult;
import dev.countersign.workflow.ReleaseView;
import dev.countersign.workflow.Stage;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.springframework.context.ConfigurableApplicationContext;

/** The release of a demonstration, by the client that everybody uses. */
final class DemoRun {
  private static final Duration WORKER_PATIENCE = Duration.ofSeconds(30);

  private final DemoFolder folder;
  private final Scenario scenario;
  private final OwnTemporal server;
  private final ConfigurableApplicationContext worker;
  private final Surroundings surroundings;
  private final PrintWriter out;
  private final Releases releases;
  private final DemoSigning signing;
  private final DemoPages pages;
  private final ReleaseName name = DemoManifest.RELEASE;

  DemoRun(
      DemoFolder folder,
      Scenario scenario,
      OwnTemporal server,
      ConfigurableApplicationContext worker,
      Surroundings surroundings,
      boolean byThemselves,
      DemoPages pages) {
    this.pages = pages;
    this.folder = folder;
    this.scenario = scenario;
    this.server = server;
    this.worker = worker;
    this.surroundings = surroundings;
    this.out = surroundings.terminal().out();
    this.releases =
        new Releases(
            worker.getBean(WorkflowClient.class),
            worker.getBean(WorkerProperties.class).taskQueue(),
            Patience.untilItIsDone(sentence -> out.println("  waiting: " + sentence)),
            surroundings.clock());
    this.signing = new DemoSigning(releases, name, folder, surroundings, byThemselves, pages);
  }

  ExitCode run() throws IOException, InterruptedException {
    awaitWorker();
    DemoChampion.install(folder, worker);
    if (server instanceof DevTemporal dev) {
      out.println("  Temporal's UI: " + dev.uiAddress());
    }
    out.println();
    ManifestFile manifest = ManifestFile.read(folder.manifest(), surroundings);
    releases.start(name, manifest.text(), manifest.base(), signed(manifest));
    Following following = new Following(releases, name, surroundings.terminal(), surroundings);
    ReleaseReport report = follow(following);
    Ending ending = report.ending();
    if (ending == null) {
      throw new IllegalStateException("the release goes on although it was followed to its end");
    }
    ExitCode code =
        Finale.print(report, ending, folder.manifest().toString(), surroundings.terminal());
    readTrafficBack();
    handOver(ending);
    return code;
  }

  private Envelope signed(ManifestFile manifest) {
    ReleaseManifest read = Objects.requireNonNull(manifest.reading().manifest());
    return new Submission(name.workflowId(), Digests.ofJson(read), DemoPeople.SUBMITTER)
        .sign(
            manifest.base(),
            surroundings.clock().instant(),
            folder.people().keyOf(DemoPeople.SUBMITTER));
  }

  /**
   * Signs whenever a board is asked, and sends the callers of the regression when traffic starts.
   */
  private ReleaseReport follow(Following following) throws InterruptedException {
    ReleaseReport report = following.until(view -> isAsked(view) || isRollingOut(view));
    while (report.ending() == null && report.view() != null && isAsked(report.view())) {
      signing.goRound();
      report = following.until(view -> isAsked(view) || isRollingOut(view));
    }
    if (report.ending() != null) {
      return report;
    }
    if (scenario != Scenario.REGRESSION) {
      return following.until(view -> false);
    }
    try (DemoCallers callers = DemoCallers.withOldForm(folder, worker)) {
      ReleaseReport end = following.until(view -> false);
      out.println("  callers with the old form: " + callers.tally());
      return end;
    }
  }

  private static boolean isAsked(ReleaseView view) {
    return view.asked() != null;
  }

  private static boolean isRollingOut(ReleaseView view) {
    return view.stage() == Stage.ROLLOUT;
  }

  private void awaitWorker() throws InterruptedException {
    WorkerLifecycle lifecycle = worker.getBean(WorkerLifecycle.class);
    Instant limit = surroundings.clock().instant().plus(WORKER_PATIENCE);
    while (!lifecycle.condition().polling()) {
      if (surroundings.clock().instant().isAfter(limit)) {
        throw new ClientException(
            ClientException.Kind.NO_WORKER,
            "the worker does not start: " + lifecycle.condition().words(),
            "See " + folder.log());
      }
      Thread.sleep(50);
    }
  }

  /** Says who serves now, if anybody ever did: a release that was stopped before says so too. */
  private void readTrafficBack() {
    out.println();
    out.println("Traffic, read back:");
    DemoTraffic.of(worker).readBack().forEach(line -> out.println("  " + line));
  }

  /** Puts the passport where a person finds it, and says how to check it. */
  private void handOver(Ending ending) throws IOException {
    ReleaseResult result = ending.result();
    if (result != null && result.passport() != null) {
      Files.write(folder.passport(), new EvidenceReader().read(result.passport()));
      out.println();
      out.println("Passport: " + folder.passport());
      out.println(
          "Verify it: ./countersign verify "
              + folder.passport()
              + " --trust "
              + folder.trust()
              + " --allow-demo");
    }
    out.println("Page: " + pages.copy());
    out.flush();
  }
}
