package dev.countersign.worker.pages;

import dev.countersign.client.ReleaseName;
import dev.countersign.worker.pages.entrance.Door;
import dev.countersign.worker.pages.entrance.LocalEntry;
import java.util.Optional;
import org.springframework.boot.web.server.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.ApplicationListener;

/** Where the pages are, once they are. */
public final class PagesAddress implements ApplicationListener<ServletWebServerInitializedEvent> {
  private final PagesProperties pages;
  private final Door door;
  private final LocalEntry entry;
  private volatile String base = "";

  PagesAddress(PagesProperties pages, Door door, LocalEntry entry) {
    this.pages = pages;
    this.door = door;
    this.entry = entry;
  }

  @Override
  public void onApplicationEvent(ServletWebServerInitializedEvent started) {
    String here = "http://127.0.0.1:" + started.getWebServer().getPort();
    base = pages.address() == null ? here : pages.address().toString().replaceFirst("/+$", "");
    if (door instanceof Door.LocalLink) {
      entry.open(here);
    }
  }

  /** A link that lets whoever sits here in, once; empty where the door is another one. */
  public Optional<String> entryLink() {
    return link("/");
  }

  /** The same, to a release's page. */
  public Optional<String> entryLink(ReleaseName release) {
    return link("/releases/" + release);
  }

  private Optional<String> link(String path) {
    return door instanceof Door.LocalLink ? Optional.of(entry.fresh(path)) : Optional.empty();
  }

  /** Where the pages are and how to come in, in a sentence. */
  public String inWords() {
    return switch (door) {
      case Door.Provider provider ->
          "Pages: " + base + "/  (log in through " + provider.oidc().issuer().getHost() + ")";
      case Door.LocalLink _ ->
          "Pages: "
              + base
              + "/  (for this machine; a link that lets you in once is in "
              + entry.file()
              + ")";
      case Door.Shut(String why) -> "Pages: off, because " + why;
    };
  }
}
