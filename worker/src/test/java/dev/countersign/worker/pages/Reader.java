package dev.countersign.worker.pages;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import dev.countersign.testing.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Somebody with a real browser, who notices what goes wrong in it. */
final class Reader implements AutoCloseable {
  private static final List<String> SERIOUS = List.of("serious", "critical");

  private final Playwright playwright;
  private final Browser browser;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();

  Reader() {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Tool.CHROMIUM.path())
                    .setTimeout(120_000)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
    page = pageOfItsOwn();
  }

  Page page() {
    return page;
  }

  /** A visit by somebody else. */
  Visit another() {
    return new Visit(pageOfItsOwn());
  }

  private Page pageOfItsOwn() {
    BrowserContext context = browser.newContext();
    context.setDefaultTimeout(60_000);
    Page opened = context.newPage();
    opened.onConsoleMessage(
        message -> {
          if (message.type().equals("error") && !message.text().contains("status of 4")) {
            complaints.add(message.text());
          }
        });
    opened.onPageError(complaints::add);
    opened.onDialog(
        dialog -> {
          complaints.add("a dialog opened: " + dialog.message());
          dialog.dismiss();
        });
    return opened;
  }

  /** Violations of the content security policy, errors of scripts, dialogs. */
  List<String> complaints() {
    return complaints;
  }

  /** What shuts people out of a page, each in a line. */
  static List<String> barriers(Page page) {
    return new AxeBuilder(page)
        .analyze().getViolations().stream()
            .filter(rule -> SERIOUS.contains(rule.getImpact()))
            .map(Reader::inWords)
            .toList();
  }

  private static String inWords(Rule rule) {
    return rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes().getFirst().getHtml();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
