package dev.countersign.worker.traffic;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.countersign.worker.real.Chromium;
import io.temporal.client.WorkflowStub;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * An operator's clicks in Temporal's UI, in a browser that is opened for them. What the UI shows
 * afterwards stays as a picture in {@code target/temporal-ui}.
 */
final class TemporalUi {
  /** What the operator types as the reason. */
  static final String REASON = "the dashboard looked wrong";

  private static final String CONFIRM = "confirm-modal-button";
  private static final double PATIENCE_MILLIS = 120_000;
  private static final Path PICTURES = Path.of("target", "temporal-ui");

  private final URI home;

  TemporalUi(URI home) {
    this.home = home;
  }

  /** Terminate, with a reason, confirmed. */
  Blow terminating() {
    return new Blow("Terminate in Temporal's UI", this::terminate, () -> {});
  }

  /**
   * Reset to an event, with a reason, confirmed.
   *
   * @param point which of those the UI offers, in the order of the history
   * @param goOn what the operator does when the rollout has begun anew
   */
  Blow resetting(UnaryOperator<Locator> point, Runnable goOn) {
    return new Blow("Reset in Temporal's UI", rollout -> reset(rollout, point), goOn);
  }

  private String terminate(WorkflowStub rollout) {
    try (Chromium chromium = Chromium.launch()) {
      Page page = open(chromium, rollout);
      Locator dialog = choose(page, "Terminate");
      dialog.getByRole(AriaRole.TEXTBOX).fill(REASON);
      picture(page, "terminate");
      dialog.getByTestId(CONFIRM).click();
      page.getByText("Workflow terminated").waitFor();
      picture(page, "terminated");
      return "terminated by clicks";
    }
  }

  private String reset(WorkflowStub rollout, UnaryOperator<Locator> point) {
    try (Chromium chromium = Chromium.launch()) {
      Page page = open(chromium, rollout);
      Locator dialog = choose(page, "Reset");
      dialog.getByTestId("workflow-reset-event-id-select-button").click();
      Locator chosen = point.apply(dialog.getByRole(AriaRole.OPTION));
      String event = chosen.innerText().strip();
      chosen.click();
      dialog.getByTestId("reset-reason").fill(REASON);
      picture(page, "reset");
      dialog.getByTestId(CONFIRM).click();
      page.getByTestId("workflow-reset-alert").waitFor();
      picture(page, "was-reset");
      return "reset by clicks to " + event;
    }
  }

  /** The page of a workflow's latest run. */
  private Page open(Chromium chromium, WorkflowStub rollout) {
    Page page =
        chromium.browser().newPage(new Browser.NewPageOptions().setViewportSize(1360, 1040));
    page.setDefaultTimeout(PATIENCE_MILLIS);
    String id = URLEncoder.encode(rollout.getExecution().getWorkflowId(), StandardCharsets.UTF_8);
    page.navigate(home + "/namespaces/default/workflows/" + id);
    return page;
  }

  private static Locator choose(Page page, String action) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("More Actions")).click();
    page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(action)).click();
    return page.getByRole(
        AriaRole.DIALOG, new Page.GetByRoleOptions().setName(action + " Workflow"));
  }

  private static void picture(Page page, String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
  }
}
