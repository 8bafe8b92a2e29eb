package dev.countersign.worker.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import dev.countersign.approval.SignOffPredicate;
import dev.countersign.testing.Ports;
import dev.countersign.worker.demo.DemoAtBoard;
import dev.countersign.worker.pages.entrance.Door;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Logging in through a real identity provider, over a release of limited risk. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("long")
class OidcIT {
  private IdentityProvider provider;
  private DemoAtBoard release;
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
  }

  @AfterAll
  void close() {
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
    try (Reader reader = new Reader()) {
      reader.page().navigate(home + "/releases/" + release.name());
      assertThat(reader.page().url()).isEqualTo(home + "/login");
      assertThat(reader.page().navigate(home + "/enter?token=guessed").status()).isEqualTo(403);
    }
  }

  @Test
  void whoeverLogsInIsLedToThePageThatWasAskedFor() {
    try (Reader reader = new Reader()) {
      Response answer = logIn(reader.page(), "leo@bank.example");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(reader.page().url()).isEqualTo(home + "/releases/" + release.name());
      assertThat(reader.page().locator("header").innerText())
          .contains("Leo Brandt")
          .doesNotContain("says the reader");
      reader.page().getByText("Leave").click();
      reader.page().waitForURL(home + "/left");
      reader.page().navigate(home + "/");
      assertThat(reader.page().url()).isEqualTo(home + "/login");
      assertThat(reader.complaints()).isEmpty();
    }
  }

  @Test
  void somebodyWhoIsNotInTheTrustFileReadsNothing() {
    try (Reader reader = new Reader()) {
      Response answer = logIn(reader.page(), "mallory@bank.example");
      assertThat(answer.status()).isEqualTo(403);
      assertThat(reader.page().locator("main").innerText()).contains("countersign.pages.readers");
    }
  }

  @Test
  void anAddressThatNobodyVerifiedNamesNobody() {
    try (Reader reader = new Reader()) {
      logIn(reader.page(), IdentityProvider.UNVERIFIED);
      assertThat(reader.page().url()).isEqualTo(home + "/login");
      assertThat(reader.page().locator("[role=alert]").innerText())
          .contains("has not verified the address leo@bank.example");
    }
  }

  @Test
  void theServerSignsForWhomTheProviderVouchesWhereTheRiskAllowsIt() {
    try (Reader reader = new Reader()) {
      logIn(reader.page(), "tess@bank.example");
      reader.page().getByText("Approve, and confirm the use case").click();
      reader.page().getByText("Let the server sign").last().click();
      reader.page().locator("main > [role=status]:not([hidden])").waitFor();
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
