package dev.countersign.worker.demo;

import dev.countersign.cli.Surroundings;
import dev.countersign.cli.Terminal;
import dev.countersign.worker.pages.PagesAddress;
import dev.countersign.worker.pages.release.PageCopy;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.springframework.context.ConfigurableApplicationContext;

/** The pages of the demonstration: where they are while it runs, and what is left of them. */
final class DemoPages {
  private final DemoFolder folder;
  private final ConfigurableApplicationContext worker;
  private final Terminal terminal;

  DemoPages(DemoFolder folder, ConfigurableApplicationContext worker, Surroundings surroundings) {
    this.folder = folder;
    this.worker = worker;
    this.terminal = surroundings.terminal();
  }

  /** A link that opens the release's page, once. */
  String link() {
    return worker.getBean(PagesAddress.class).entryLink(DemoManifest.RELEASE).orElseThrow();
  }

  /** Keeps the page as files, which outlive the demonstration. */
  String copy() throws IOException {
    return worker
        .getBean(PageCopy.class)
        .write(DemoManifest.RELEASE, folder.page())
        .toUri()
        .toString();
  }

  /** Waits until whoever watches has seen enough. */
  void keepOpen() throws InterruptedException {
    terminal.out().println("The pages stay open: " + link());
    terminal.out().flush();
    if (terminal.isInteractive()) {
      var _ = terminal.answers().apply("Enter ends the demonstration. ");
    } else {
      new CountDownLatch(1).await();
    }
  }
}
