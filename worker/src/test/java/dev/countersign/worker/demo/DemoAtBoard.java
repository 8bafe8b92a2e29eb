package dev.countersign.worker.demo;

import dev.countersign.client.ClientException;
import dev.countersign.client.ReleaseName;
import dev.countersign.client.Releases;
import dev.countersign.testing.Eventually;
import dev.countersign.worker.WorkerApplication;
import dev.countersign.worker.pages.PagesAddress;
import dev.countersign.worker.temporal.EmbeddedTemporal;
import dev.countersign.worker.temporal.WorkerLifecycle;
import dev.countersign.workflow.ReleaseView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.springframework.context.ConfigurableApplicationContext;

/** The demonstration's release, on a real worker with its pages, waiting for its board. */
public final class DemoAtBoard implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final DemoFolder folder;
  private final EmbeddedTemporal temporal;
  private final ConfigurableApplicationContext worker;

  private DemoAtBoard(
      DemoFolder folder, EmbeddedTemporal temporal, ConfigurableApplicationContext worker) {
    this.folder = folder;
    this.temporal = temporal;
    this.worker = worker;
  }

  /**
   * Starts everything and waits until people are asked to sign.
   *
   * @param root an empty folder
   * @param manifest what to make of the demonstration's manifest
   * @param data what to make of its data
   * @param properties for the worker, above the usual ones
   */
  public static DemoAtBoard start(
      Path root,
      UnaryOperator<String> manifest,
      UnaryOperator<String> data,
      Map<String, String> properties) {
    try {
      DemoFolder folder = DemoFolder.make(root, Scenario.HAPPY);
      Path table = root.resolve("loans.csv");
      Files.writeString(table, data.apply(Files.readString(table)));
      EmbeddedTemporal temporal = EmbeddedTemporal.start();
      Map<String, String> said = new LinkedHashMap<>();
      said.put("countersign.temporal.address", temporal.address());
      said.put("countersign.temporal.namespace", "default");
      said.put("countersign.roots", root.toString());
      said.put("countersign.state", folder.state().toString());
      said.put("countersign.trust", folder.trust().toString());
      said.put("countersign.server.id", DemoFolder.SERVER_ID);
      said.put("countersign.server.key", folder.serverKey().toString());
      said.put("countersign.pages.known", DemoManifest.RELEASE.toString());
      said.put("countersign.demo", "true");
      said.put("countersign.drain", "2s");
      said.put("server.port", "0");
      said.putAll(properties);
      DemoAtBoard started = new DemoAtBoard(folder, temporal, WorkerApplication.start(said));
      Eventually.holds("the worker takes work", () -> started.lifecycle().condition().polling());
      started
          .releases()
          .start(
              DemoManifest.RELEASE,
              manifest.apply(Files.readString(folder.manifest())),
              root.toUri().toString(),
              null);
      started.awaitView(view -> view.asked() != null || view.outcome() != null);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The release. */
  public ReleaseName name() {
    return DemoManifest.RELEASE;
  }

  /** A link that opens its page once. */
  public String link() {
    return worker.getBean(PagesAddress.class).entryLink(DemoManifest.RELEASE).orElseThrow();
  }

  /** The file with a person's private key. */
  public Path key(String person) {
    return folder.root().resolve("keys").resolve(person + ".key");
  }

  /** The trust file. */
  public Path trust() {
    return folder.trust();
  }

  /** The release as it stands. */
  public ReleaseView view() {
    return releases().view(DemoManifest.RELEASE);
  }

  /** Waits until the release looks like that. */
  public ReleaseView awaitView(Predicate<ReleaseView> looks) {
    Eventually.holds(
        "the release looks as awaited",
        () -> {
          try {
            return looks.test(view());
          } catch (ClientException notYet) {
            return false;
          }
        });
    return view();
  }

  private Releases releases() {
    return worker.getBean(Releases.class);
  }

  private WorkerLifecycle lifecycle() {
    return worker.getBean(WorkerLifecycle.class);
  }

  @Override
  public void close() {
    worker.close();
    temporal.close();
  }
}
