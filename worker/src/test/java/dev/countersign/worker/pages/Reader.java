package dev.countersign.worker.pages;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.countersign.worker.real.Chromium;
import java.util.ArrayList;
import java.util.List;

/** Somebody with a real browser, who notices what goes wrong in it. */
final class Reader implements AutoCloseable {
  private static final List<String> SERIOUS = List.of("serious", "critical");

  private final Chromium chromium = Chromium.launch();
  private final List<String> complaints = new ArrayList<>();
  private final Page page = pageOfItsOwn();

  Page page() {
    return page;
  }

  /** A visit by somebody else. */
  Visit another() {
    return new Visit(pageOfItsOwn());
  }

  private Page pageOfItsOwn() {
    BrowserContext context = chromium.browser().newContext();
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
    chromium.close();
  }
}
