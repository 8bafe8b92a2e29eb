package dev.countersign.worker.pictures;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import dev.countersign.worker.real.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the README's pictures of a demonstration on a real Temporal server: its release in
 * Temporal's UI, and the terminal. {@code scripts/pictures} runs it.
 */
public final class Pictures {
  private static final Pattern UI = Pattern.compile("Temporal's UI: (http://[^\\s\u001b]+)");
  private static final Pattern HISTORY = Pattern.compile(".*/history.*");
  private static final String END = "The pages stay open";
  private static final String LAST_STAGE = "the candidate has all traffic";
  private static final String RELEASE =
      "/namespaces/default/workflows/release%2Floan-approval%2F2026.11";
  private static final String STYLE =
      """
      body { margin: 0; background: #10151b; }
      pre { width: 1240px; margin: 0; padding: 18px 22px; color: #d7dde4; font: 13px/1.42 'DejaVu Sans Mono', monospace; white-space: pre-wrap; }
      i { font-style: normal; } .s1 { font-weight: 700; color: #fff; } .s2 { color: #8a97a5; } .s32 { color: #56c288; }
      .s33 { color: #e3b341; } .s35 { color: #c792ea; } .s1-31 { font-weight: 700; color: #f47067; }
      """;

  private Pictures() {}

  /**
   * @param arguments the command that starts the demonstration and stays, the file it is recorded
   *     in, and the folder for the pictures
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path recorded = Path.of(arguments[1]);
    Path into = Files.createDirectories(Path.of(arguments[2]));
    Process demonstration =
        new ProcessBuilder("script", "-qfec", arguments[0], recorded.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (Chromium chromium = Chromium.launch()) {
      String transcript = transcript(demonstration, recorded);
      Page page =
          chromium.browser().newPage(new Browser.NewPageOptions().setViewportSize(1360, 1040));
      takeTemporal(page, transcript, into.resolve("temporal-ui.png"));
      takeTerminal(page, transcript, into.resolve("demo-terminal.png"));
    } finally {
      demonstration.outputWriter().append('\n').flush();
      demonstration.waitFor();
    }
  }

  private static String transcript(Process demonstration, Path recorded)
      throws IOException, InterruptedException {
    while (true) {
      boolean alive = demonstration.isAlive();
      String said = Files.exists(recorded) ? Files.readString(recorded) : "";
      int end = said.indexOf(END);
      if (end >= 0) {
        // the first line is the recorder's own
        return said.substring(said.indexOf('\n') + 1, end);
      }
      if (!alive) {
        throw new IllegalStateException("the demonstration ended before its end: " + said);
      }
      Thread.sleep(500);
    }
  }

  private static void takeTemporal(Page page, String transcript, Path file) {
    Matcher ui = UI.matcher(transcript);
    if (!ui.find()) {
      throw new IllegalStateException("the demonstration names no UI of Temporal's");
    }
    page.navigate(ui.group(1) + RELEASE);
    page.waitForURL(HISTORY);
    page.navigate(page.url().replaceFirst("/history.*", "/user-metadata"));
    page.waitForCondition(() -> page.frames().stream().anyMatch(Pictures::showsTheEnd));
    page.screenshot(new Page.ScreenshotOptions().setPath(file));
  }

  /** Temporal's UI shows Markdown in frames, which it replaces while it loads. */
  private static boolean showsTheEnd(Frame frame) {
    try {
      return frame.content().contains(LAST_STAGE);
    } catch (PlaywrightException gone) {
      return false;
    }
  }

  private static void takeTerminal(Page page, String transcript, Path file) {
    Screen screen = Screen.of(transcript);
    String text =
        String.join("\n", screen.from("▸ data audit", 14))
            + "\n    <i class='s2'>⋯</i>\n"
            + String.join("\n", screen.from("▸ deployment board", 60)).stripTrailing();
    page.setContent("<style>" + STYLE + "</style><pre>" + text + "</pre>");
    page.locator("pre").screenshot(new Locator.ScreenshotOptions().setPath(file));
  }
}
