package dev.countersign.worker.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import dev.countersign.approval.SignOffPredicate;
import dev.countersign.approval.TrustReader;
import dev.countersign.verification.PassportVerifier;
import dev.countersign.verification.VerificationReport.Conclusion;
import dev.countersign.workflow.Outcome;
import dev.countersign.workflow.ReleaseView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * People sign in a real browser, with keys that stay there. Each test finds the release as the ones
 * before it left it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SigningIT {
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

  /** Fills in the form, signs, and reads what the page says to that. */
  private String answer(String label, String comment, Path key) {
    page().navigate(scene.path());
    page().locator("#sign-form").getByText(label).click();
    page().locator("#comment").fill(comment);
    page().locator("#key").setInputFiles(key);
    page().locator("#sign-button").click();
    var said = page().locator("main .note[role]:not([hidden])").first();
    said.waitFor();
    return said.innerText();
  }

  private Path key(String person) {
    return scene.release().key(person);
  }

  @Test
  @Order(1)
  void somebodyElsesKeyIsRefused() {
    scene.become("Leo Brandt");
    assertThat(answer("Approve", "", key("pia@bank.example")))
        .contains("Not signed", "NOT_YOUR_KEY");
    assertThat(scene.release().view().papers()).isEmpty();
  }

  @Test
  @Order(2)
  void aFileThatIsNoKeyIsToldSo() {
    scene.become("Leo Brandt");
    assertThat(answer("Approve", "", scene.release().trust())).contains("holds no private key");
  }

  @Test
  @Order(3)
  void somebodySignsInTheBrowser() {
    String comment = "read it: \"fair enough\" \\ <b>ü€😀</b>\nsecond line";
    scene.become("Leo Brandt");
    assertThat(answer("Approve", comment, key("leo@bank.example")))
        .contains("leo@bank.example approved for legal");
    SignOffPredicate said =
        scene
            .release()
            .view()
            .papers()
            .getFirst()
            .statement()
            .predicate(SignOffPredicate.TYPE, SignOffPredicate.class);
    assertThat(said.comment()).isEqualTo(comment);
    assertThat(page().locator("main").innerText()).contains("Your seat has signed");
    assertThat(scene.reader().complaints()).isEmpty();
  }

  @Test
  @Order(4)
  void aServersKeyNeverSufficesForAHighRisk() {
    scene.become("Pia Costa");
    page().navigate(scene.path());
    assertThat(page().getByText("Let the server sign").count()).isZero();
    String token = page().locator("#sign-form input[name=_csrf]").inputValue();
    ReleaseView view = scene.release().view();
    FormData form =
        FormData.create()
            .set("_csrf", token)
            .set("seat", "product")
            .set("decision", "APPROVE")
            .set("releaseDigest", String.valueOf(view.releaseDigest()))
            .set("logHead", view.log().getLast().digest());
    APIResponse answer =
        page().request().post(scene.path() + "/vouch", RequestOptions.create().setForm(form));
    assertThat(answer.text()).contains("OWN_KEY_NEEDED");
    assertThat(scene.release().view().papers()).hasSize(1);
  }

  @Test
  @Order(5)
  void somebodyRejectsInTheBrowser() {
    scene.become("Rosa Lindqvist");
    answer("Reject", "not with this harm", key("rosa@review.example"));
    ReleaseView ended = scene.release().awaitView(view -> view.outcome() != null);
    assertThat(ended.outcome()).isEqualTo(Outcome.REJECTED);
    page().navigate(scene.path());
    assertThat(page().locator("main").innerText())
        .contains("rejected for outside-reviewer", "not with this harm");
    assertThat(Reader.barriers(page())).isEmpty();
  }

  /** The page that is open comes to show the link by itself, once the passport is sealed. */
  @Test
  @Order(6)
  void thePassportCanBeTakenFromThePageAndVerified() throws IOException {
    var link =
        page()
            .getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName("Passport").setExact(true));
    APIResponse passport = page().request().get(scene.home() + link.getAttribute("href"));
    assertThat(passport.status()).isEqualTo(200);
    assertThat(passport.headers().get("content-disposition")).startsWith("attachment");
    var trust = TrustReader.read(Files.readString(scene.release().trust())).trust();
    var report = PassportVerifier.verify(passport.body(), trust, true);
    assertThat(report.conclusion()).as("%s", report.findings()).isEqualTo(Conclusion.NOT_RELEASED);
    assertThat(report.outcome()).isEqualTo("REJECTED");
  }
}
