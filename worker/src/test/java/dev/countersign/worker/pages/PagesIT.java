package dev.countersign.worker.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import dev.countersign.approval.SignOffPredicate;
import dev.countersign.worker.demo.DemoAtBoard;
import dev.countersign.workflow.Outcome;
import dev.countersign.workflow.ReleaseView;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pages in a real browser, over a release whose manifest and data are hostile. The tests that
 * sign come last, since they move the release.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("long")
class PagesIT {
  private static final String ATTACK = "<img src=x onerror=alert(1)>";
  private static final String SCRIPT = "<script>alert(2)</script>";

  private DemoAtBoard release;
  private Reader reader;
  private String home;

  @BeforeAll
  void open(@TempDir Path folder) {
    release =
        DemoAtBoard.start(
            folder,
            manifest ->
                manifest
                    .replace("[Business loans]", "[\"" + SCRIPT + "\"]")
                    .replace("owner: lending-ml", "owner: \"" + ATTACK + "\""),
            data -> data.replace(",female,", "," + ATTACK + ","),
            Map.of());
    reader = new Reader();
    String link = release.link();
    home = link.substring(0, link.indexOf("/enter"));
    reader.page().navigate(link);
  }

  @AfterAll
  void close() {
    reader.close();
    release.close();
  }

  private Page page() {
    return reader.page();
  }

  private String path() {
    return home + "/releases/" + release.name();
  }

  private void become(String name) {
    page().navigate(home + "/who");
    page().getByLabel(name).check();
    page().getByText("That is me").click();
    page().waitForURL(home + "/");
  }

  private void answer(String label, String comment, String keyOf) {
    page().navigate(path());
    page().locator("#sign-form").getByText(label).click();
    page().locator("#comment").fill(comment);
    page().locator("#key").setInputFiles(release.key(keyOf));
    page().locator("#sign-button").click();
    page().locator("main > .note[role]:not([hidden])").waitFor();
  }

  @Test
  @Order(1)
  void aLinkOpensThePagesOnce() {
    try (Reader other = new Reader()) {
      String link = release.link();
      other.page().navigate(link);
      assertThat(other.page().title()).isEqualTo(release.name().toString());
      try (Reader late = new Reader()) {
        Response again = late.page().navigate(link);
        assertThat(again.status()).isEqualTo(403);
        late.page().navigate(path());
        assertThat(late.page().url()).isEqualTo(home + "/login");
        assertThat(late.barriers()).isEmpty();
      }
    }
  }

  @Test
  @Order(2)
  void thePageShowsStagesChecksAndWhatASignatureCovers() {
    page().navigate(path());
    ReleaseView view = release.view();
    String text = page().locator("main").innerText();
    assertThat(text)
        .contains("deployment board: waiting for signatures", "high risk")
        .contains("disparate-impact", "must be 0.8 to 1.25", "Katz log, 95 %")
        .contains(view.releaseDigest(), view.log().getLast().digest())
        .contains("countersign approve " + release.name())
        .contains("Say who you are");
  }

  @Test
  @Order(3)
  void nothingInManifestOrDataRuns() {
    page().navigate(path());
    for (var details : page().locator("details > summary").all()) {
      details.click();
    }
    assertThat(page().locator("main").innerText()).contains(ATTACK);
    assertThat(page().locator("img[src=x]").count()).isZero();
    for (String name : List.of("Model card", "Data audit")) {
      page().navigate(path());
      String href =
          page()
              .getByRole(
                  com.microsoft.playwright.options.AriaRole.LINK,
                  new Page.GetByRoleOptions().setName(name).setExact(true))
              .getAttribute("href");
      Response evidence = page().navigate(home + href);
      assertThat(evidence.headers().get("content-security-policy")).startsWith("sandbox;");
      assertThat(page().locator("body").innerText()).contains(ATTACK);
      assertThat(page().locator("img[src=x]").count()).isZero();
    }
    assertThat(reader.complaints()).isEmpty();
  }

  @Test
  @Order(4)
  void everyPlotIsShown() {
    page().navigate(path());
    for (var details : page().locator("details > summary").all()) {
      details.click();
    }
    for (var plot : page().locator(".plots img").all()) {
      plot.scrollIntoViewIfNeeded();
      page()
          .waitForFunction(
              "image => image.complete && image.naturalWidth > 0", plot.elementHandle());
    }
    assertThat(page().locator(".plots img").count()).isGreaterThan(10);
    assertThat(reader.complaints()).isEmpty();
  }

  @Test
  @Order(5)
  void evidenceIsServedOnlyThroughItsRelease() {
    assertThat(
            page().request().get(path() + "/evidence/sha256:" + "0".repeat(64) + "/x.svg").status())
        .isEqualTo(404);
    assertThat(page().request().get(home + "/releases/loan-approval/1").status()).isEqualTo(404);
    assertThat(page().request().get(home + "/actuator/env").status()).isEqualTo(403);
  }

  @Test
  @Order(6)
  void aFormFromElsewhereIsRefused() {
    APIResponse refused =
        page()
            .request()
            .post(
                home + "/who",
                RequestOptions.create()
                    .setForm(FormData.create().set("person", "leo@bank.example")));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text()).contains("did not come from these pages");
  }

  @Test
  @Order(7)
  void noPageShutsPeopleOut() {
    become("Leo Brandt");
    for (String where :
        List.of(
            "/",
            "/who",
            "/releases/" + release.name(),
            "/releases/" + release.name() + "/why?row=L00001",
            "/nothing-here")) {
      page().navigate(home + where);
      assertThat(reader.barriers()).as(where).isEmpty();
    }
  }

  @Test
  @Order(8)
  void whatWaitsForTheReaderComesFirst() {
    become("Leo Brandt");
    assertThat(page().locator("h2").first().innerText()).isEqualTo("Waits for you");
  }

  @Test
  @Order(9)
  void oneDecisionIsExplained() {
    page().navigate(path() + "/why");
    page().getByLabel("Row").fill("L00001");
    page().getByText("Explain", new Page.GetByTextOptions().setExact(true)).click();
    page().locator("pre.words").waitFor();
    assertThat(page().locator("pre.words").innerText())
        .contains("Row L00001", "Decided by loan-approval");
    page().navigate(path() + "/why?row=nobody");
    assertThat(page().locator("[role=alert]").innerText()).contains("no row nobody");
    assertThat(reader.complaints()).isEmpty();
  }

  @Test
  @Order(10)
  void somebodyElsesKeyIsRefused() {
    become("Leo Brandt");
    answer("Approve", "", "pia@bank.example");
    assertThat(page().locator("main > [role=alert]").innerText())
        .contains("Not signed", "NOT_YOUR_KEY");
    assertThat(release.view().papers()).isEmpty();
  }

  @Test
  @Order(11)
  void aFileThatIsNoKeyIsToldSo() {
    become("Leo Brandt");
    page().navigate(path());
    page().locator("#sign-form").getByText("Approve").click();
    page()
        .locator("#key")
        .setInputFiles(release.key("leo@bank.example").resolveSibling("../trust.yaml"));
    page().locator("#sign-button").click();
    page().locator("#sign-problem").waitFor();
    assertThat(page().locator("#sign-problem").innerText()).contains("holds no private key");
  }

  @Test
  @Order(12)
  void somebodySignsInTheBrowser() {
    String comment = "read it: \"fair enough\" \\ <b>ü€😀</b>\nsecond line";
    become("Leo Brandt");
    answer("Approve", comment, "leo@bank.example");
    assertThat(page().locator("main > [role=status]:not([hidden])").innerText())
        .contains("leo@bank.example approved for legal");
    SignOffPredicate said =
        release
            .view()
            .papers()
            .getFirst()
            .statement()
            .predicate(SignOffPredicate.TYPE, SignOffPredicate.class);
    assertThat(said.comment()).isEqualTo(comment);
    assertThat(page().locator("main").innerText()).contains("Your seat has signed");
    assertThat(reader.complaints()).isEmpty();
  }

  @Test
  @Order(13)
  void aServersKeyNeverSufficesForAHighRisk() {
    become("Pia Costa");
    page().navigate(path());
    assertThat(page().getByText("Let the server sign").count()).isZero();
    String token = page().locator("#sign-form input[name=_csrf]").inputValue();
    ReleaseView view = release.view();
    APIResponse answer =
        page()
            .request()
            .post(
                path() + "/vouch",
                RequestOptions.create()
                    .setForm(
                        FormData.create()
                            .set("_csrf", token)
                            .set("seat", "product")
                            .set("decision", "APPROVE")
                            .set("releaseDigest", String.valueOf(view.releaseDigest()))
                            .set("logHead", view.log().getLast().digest())));
    assertThat(answer.text()).contains("OWN_KEY_NEEDED");
    assertThat(release.view().papers()).hasSize(1);
  }

  @Test
  @Order(14)
  void somebodyRejectsInTheBrowser() {
    become("Rosa Lindqvist");
    answer("Reject", "not with this harm", "rosa@review.example");
    ReleaseView ended = release.awaitView(view -> view.outcome() != null);
    assertThat(ended.outcome()).isEqualTo(Outcome.REJECTED);
    page().navigate(path());
    assertThat(page().locator("main").innerText())
        .contains("rejected for outside-reviewer", "not with this harm");
    assertThat(reader.barriers()).isEmpty();
    var passport = page().request().get(home + page().getByText("Passport").getAttribute("href"));
    assertThat(passport.status()).isEqualTo(200);
    assertThat(passport.headers().get("content-disposition")).startsWith("attachment");
  }
}
