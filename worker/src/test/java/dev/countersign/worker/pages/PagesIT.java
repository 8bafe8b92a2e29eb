package dev.countersign.worker.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import dev.countersign.workflow.ReleaseView;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The pages read in a real browser, over a release whose manifest and data are hostile. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesIT {
  private HostileRelease scene;

  @BeforeAll
  void open(@TempDir Path folder) {
    scene = HostileRelease.open(folder);
  }

  @AfterAll
  void close() {
    scene.close();
  }

  private Page page() {
    return scene.page();
  }

  @Test
  void aLinkOpensThePagesOnce() {
    String link = scene.release().link();
    try (Visit first = scene.reader().another()) {
      first.page().navigate(link);
      assertThat(first.page().title()).isEqualTo(scene.release().name().toString());
    }
    try (Visit late = scene.reader().another()) {
      assertThat(late.page().navigate(link).status()).isEqualTo(403);
      late.page().navigate(scene.path());
      assertThat(late.page().url()).isEqualTo(scene.home() + "/login");
      assertThat(Reader.barriers(late.page())).isEmpty();
    }
  }

  @Test
  void thePageShowsStagesChecksAndWhatASignatureCovers() {
    ReleaseView view = scene.release().view();
    try (Visit stranger = scene.reader().another()) {
      stranger.page().navigate(scene.release().link());
      assertThat(stranger.page().locator("main").innerText())
          .contains("deployment board: waiting for signatures", "high risk")
          .contains("disparate-impact", "must be 0.8 to 1.25", "Katz log, 95 %")
          .contains(view.releaseDigest(), view.log().getLast().digest())
          .contains("countersign approve " + scene.release().name())
          .contains("Say who you are");
    }
  }

  @Test
  void nothingInManifestOrDataRuns() {
    page().navigate(scene.path());
    scene.unfold();
    assertThat(page().locator("main").innerText()).contains(HostileRelease.ATTACK);
    assertThat(page().locator("img[src=x]").count()).isZero();
    for (String name : List.of("Model card", "Data audit")) {
      page().navigate(scene.path());
      String href =
          page()
              .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true))
              .getAttribute("href");
      Response evidence = page().navigate(scene.home() + href);
      assertThat(evidence.headers().get("content-security-policy")).startsWith("sandbox;");
      assertThat(page().locator("body").innerText()).contains(HostileRelease.ATTACK);
      assertThat(page().locator("img[src=x]").count()).isZero();
    }
    assertThat(scene.reader().complaints()).isEmpty();
  }

  @Test
  void everyPlotIsShown() {
    page().navigate(scene.path());
    scene.unfold();
    for (var plot : page().locator(".plots img").all()) {
      plot.scrollIntoViewIfNeeded();
      page()
          .waitForFunction(
              "image => image.complete && image.naturalWidth > 0", plot.elementHandle());
    }
    List<String> shown =
        page().locator(".plots img").all().stream().map(plot -> plot.getAttribute("alt")).toList();
    assertThat(shown)
        .hasSizeGreaterThan(10)
        .contains(
            "Plot explainability-importance.svg",
            "Plot explainability-beeswarm.svg",
            "Plot explainability-dependence-1.svg",
            "Plot explainability-dependence-2.svg",
            "Plot explainability-dependence-3.svg",
            "Plot explainability-dependence-4.svg",
            "Plot explainability-groups-sex.svg",
            "Plot explainability-groups-age.svg",
            "Plot adversarial-success.svg");
    assertThat(scene.reader().complaints()).isEmpty();
  }

  @Test
  void evidenceIsServedOnlyThroughItsRelease() {
    var request = page().request();
    String unknown = scene.path() + "/evidence/sha256:" + "0".repeat(64) + "/x.svg";
    assertThat(request.get(unknown).status()).isEqualTo(404);
    assertThat(request.get(scene.home() + "/releases/loan-approval/1").status()).isEqualTo(404);
    assertThat(request.get(scene.home() + "/actuator/env").status()).isEqualTo(403);
  }

  @Test
  void aFormFromElsewhereIsRefused() {
    FormData form = FormData.create().set("person", "leo@bank.example");
    APIResponse refused =
        page().request().post(scene.home() + "/who", RequestOptions.create().setForm(form));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text()).contains("did not come from these pages");
  }

  @Test
  void noPageShutsPeopleOut() {
    scene.become("Leo Brandt");
    String release = "/releases/" + scene.release().name();
    for (String where :
        List.of("/", "/who", release, release + "/why?row=L00001", "/nothing-here")) {
      page().navigate(scene.home() + where);
      assertThat(Reader.barriers(page())).as(where).isEmpty();
    }
  }

  @Test
  void whatWaitsForTheReaderComesFirst() {
    scene.become("Leo Brandt");
    assertThat(page().locator("h2").first().innerText()).isEqualTo("Waits for you");
  }

  @Test
  void oneDecisionIsExplained() {
    page().navigate(scene.path() + "/why");
    page().getByLabel("Row").fill("L00001");
    page().getByText("Explain", new Page.GetByTextOptions().setExact(true)).click();
    page().locator("pre.words").waitFor();
    assertThat(page().locator("pre.words").innerText())
        .contains("Row L00001", "Decided by loan-approval")
        .containsAnyOf("all else the same", "No change within what rows can hold was found");
    assertThat(page().locator("img.plot").getAttribute("alt")).startsWith("Waterfall plot");
    assertThat(page().locator("img.plot").evaluate("plot => plot.complete && plot.naturalWidth"))
        .isInstanceOf(Number.class)
        .isNotEqualTo(0);
    page().navigate(scene.path() + "/why?row=nobody");
    assertThat(page().locator("[role=alert]").innerText()).contains("no row nobody");
    assertThat(scene.reader().complaints()).isEmpty();
  }
}
