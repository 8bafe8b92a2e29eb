package dev.countersign.worker.pages;

import com.microsoft.playwright.Page;
import dev.countersign.worker.demo.DemoAtBoard;
import java.nio.file.Path;
import java.util.Map;

/**
 * A release whose manifest and data are hostile, waiting for its board, and somebody who reads its
 * pages.
 */
record HostileRelease(DemoAtBoard release, Reader reader, String home) implements AutoCloseable {
  static final String ATTACK = "<img src=x onerror=alert(1)>";
  private static final String SCRIPT = "<script>alert(2)</script>";

  /** Starts it in an empty folder, and comes in by its link. */
  static HostileRelease open(Path folder) {
    DemoAtBoard release =
        DemoAtBoard.start(
            folder,
            manifest ->
                manifest
                    .replace("[Business loans]", "[\"" + SCRIPT + "\"]")
                    .replace("owner: lending-ml", "owner: \"" + ATTACK + "\""),
            data -> data.replace(",female,", "," + ATTACK + ","),
            Map.of());
    Reader reader = new Reader();
    String link = release.link();
    reader.page().navigate(link);
    return new HostileRelease(release, reader, link.substring(0, link.indexOf("/enter")));
  }

  Page page() {
    return reader.page();
  }

  /** Address of the release's page. */
  String path() {
    return home + "/releases/" + release.name();
  }

  /** Says who reads. */
  void become(String name) {
    page().navigate(home + "/who");
    page().getByLabel(name).check();
    page().getByText("That is me").click();
    page().waitForURL(home + "/");
  }

  /** Opens all that is folded away. */
  void unfold() {
    for (var details : page().locator("details > summary").all()) {
      details.click();
    }
  }

  @Override
  public void close() {
    reader.close();
    release.close();
  }
}
