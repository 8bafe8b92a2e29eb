package dev.countersign.worker.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import dev.countersign.approval.SignOffPredicate;
import dev.countersign.testing.Ports;
import dev.countersign.worker.demo.DemoAtBoard;
import dev.countersign.worker.pages.entrance.Door;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Logging in through a real identity provider, over a release of limited risk. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OidcIT {
  private IdentityProvider provider;
  private DemoAtBoard release;
  private Reader reader;
  private String home;

  @BeforeAll
  void open(@TempDir Path folder) {
    int port = Ports.free();
    home = "http://127.0.0.1:" + port;
    provider = IdentityProvider.start(home);
    release =
        DemoAtBoard.start(
            folder,
            manifest -> manifest.replace("useCase: creditworthiness", "useCase: chatbot"),
            data -> data,
            Map.of(
                "server.port",
                String.valueOf(port),
                "countersign.pages.address",
                home,
                "countersign.pages.oidc.issuer",
                provider.issuer(),
                "countersign.pages.oidc.client-id",
                IdentityProvider.CLIENT,
                Door.SECRET,
                IdentityProvider.SECRET));
    reader = new Reader();
  }

  @AfterAll
  void close() {
    reader.close();
    release.close();
    provider.close();
  }

  private Response logIn(Page page, String person) {
    page.navigate(home + "/releases/" + release.name());
    page.getByText("Log in through").click();
    page.locator("input[name=username]").fill(person);
    page.locator("input[name=password]").fill(IdentityProvider.PASSWORD);
    return Objects.requireNonNull(
        page.waitForResponse(
            answer ->
                answer.url().startsWith(home)
                    && answer.status() != 302
                    && answer.request().isNavigationRequest(),
            () -> page.locator("button[type=submit]").click()));
  }

  @Test
  void nobodyComesInWithoutLoggingIn() {
    try (Visit visit = reader.another()) {
      visit.page().navigate(home + "/releases/" + release.name());
      assertThat(visit.page().url()).isEqualTo(home + "/login");
      assertThat(visit.page().navigate(home + "/enter?token=guessed").status()).isEqualTo(403);
    }
  }

  @Test
  void whoeverLogsInIsLedToThePageThatWasAskedFor() {
    try (Visit visit = reader.another()) {
      Response answer = logIn(visit.page(), "leo@bank.example");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(visit.page().url()).isEqualTo(home + "/releases/" + release.name());
      assertThat(visit.page().locator("header").innerText())
          .contains("Leo Brandt")
          .doesNotContain("says the reader");
      visit.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Leave")).click();
      visit.page().waitForURL(home + "/left");
      visit.page().navigate(home + "/");
      assertThat(visit.page().url()).isEqualTo(home + "/login");
      assertThat(reader.complaints()).isEmpty();
    }
  }

  @Test
  void somebodyWhoIsNotInTheTrustFileReadsNothing() {
    try (Visit visit = reader.another()) {
      Response answer = logIn(visit.page(), "mallory@bank.example");
      assertThat(answer.status()).isEqualTo(403);
      assertThat(visit.page().locator("main").innerText()).contains("countersign.pages.readers");
    }
  }

  @Test
  void anAddressThatNobodyVerifiedNamesNobody() {
    try (Visit visit = reader.another()) {
      logIn(visit.page(), IdentityProvider.UNVERIFIED);
      assertThat(visit.page().url()).isEqualTo(home + "/login");
      assertThat(visit.page().locator("[role=alert]").innerText())
          .contains("has not verified the address leo@bank.example");
    }
  }

  @Test
  void theServerSignsForWhomTheProviderVouchesWhereTheRiskAllowsIt() {
    try (Visit visit = reader.another()) {
      logIn(visit.page(), "tess@bank.example");
      visit.page().getByText("Approve, and confirm the use case").click();
      visit.page().getByText("Let the server sign").last().click();
      visit.page().locator("main > [role=status]:not([hidden])").waitFor();
      SignOffPredicate said =
          release
              .view()
              .papers()
              .getFirst()
              .statement()
              .predicate(SignOffPredicate.TYPE, SignOffPredicate.class);
      assertThat(said.person()).isEqualTo("tess@bank.example");
      assertThat(reader.complaints()).isEmpty();
    }
  }
}
