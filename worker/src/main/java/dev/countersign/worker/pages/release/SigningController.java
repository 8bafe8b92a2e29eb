package dev.countersign.worker.pages.release;

import dev.countersign.approval.Decision;
import dev.countersign.approval.RefusalCode;
import dev.countersign.approval.SignOffPredicate;
import dev.countersign.approval.SignOffRequest;
import dev.countersign.client.ClientException;
import dev.countersign.client.ClientException.Kind;
import dev.countersign.client.ReleaseName;
import dev.countersign.client.Releases;
import dev.countersign.client.SignOffDraft;
import dev.countersign.manifest.RiskTier;
import dev.countersign.passport.Envelope;
import dev.countersign.passport.Json;
import dev.countersign.verification.Sealer;
import dev.countersign.worker.pages.entrance.Visitor;
import dev.countersign.worker.pages.entrance.Visitors;
import dev.countersign.workflow.SignOffReceipt;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Hands in what visitors sign. The release decides what counts; here it is only seen to that nobody
 * hands in a paper in somebody else's name.
 */
@Controller
final class SigningController {
  private final Releases releases;
  private final Visitors visitors;
  private final Sealer server;
  private final InstantSource clock;

  SigningController(Releases releases, Visitors visitors, Sealer server, InstantSource clock) {
    this.releases = releases;
    this.visitors = visitors;
    this.server = server;
    this.clock = clock;
  }

  /** Takes an envelope that was signed in the browser, with a key the visitor holds. */
  @PostMapping("/releases/{model}/{version}/sign")
  String sign(
      @PathVariable String model,
      @PathVariable String version,
      @RequestParam String envelope,
      Authentication who,
      HttpSession session,
      RedirectAttributes answer) {
    ReleaseName release = new ReleaseName(model, version);
    Visitor visitor = visitors.of(who, session);
    return handIn(release, answer, () -> read(envelope, visitor));
  }

  /**
   * Signs with the server's key for a visitor whom the identity provider vouches for, over what he
   * or she saw. The release refuses that where the risk is high; so does this.
   */
  @PostMapping("/releases/{model}/{version}/vouch")
  String vouch(
      @PathVariable String model,
      @PathVariable String version,
      @RequestParam String seat,
      @RequestParam Decision decision,
      @RequestParam(defaultValue = "") String comment,
      @RequestParam String releaseDigest,
      @RequestParam String logHead,
      Authentication who,
      HttpSession session,
      RedirectAttributes answer) {
    ReleaseName release = new ReleaseName(model, version);
    Visitor visitor = visitors.of(who, session);
    return handIn(
        release,
        answer,
        () -> {
          SignOffRequest asked = SignOffDraft.asked(releases.view(release));
          String person = vouchedFor(visitor, asked);
          if (!asked.releaseDigest().equals(releaseDigest)) {
            throw refused(
                RefusalCode.RELEASE_MOVED,
                "the release moved since you opened the page",
                "Look at what it has become and sign again");
          }
          String said = comment.isBlank() ? null : comment.strip();
          return SignOffDraft.of(asked, logHead, seat, person, decision, said, clock.instant())
              .sign(server.key());
        });
  }

  private interface Signed {
    Envelope envelope();
  }

  private String handIn(ReleaseName release, RedirectAttributes answer, Signed signed) {
    try {
      SignOffReceipt receipt = releases.sign(release, signed.envelope());
      answer.addFlashAttribute("said", receipt.said() + " for " + receipt.seat() + ".");
    } catch (ClientException e) {
      if (e.kind() != Kind.REFUSED && e.kind() != Kind.BAD_INPUT) {
        throw e;
      }
      answer.addFlashAttribute("problem", "Not signed. " + e.getMessage() + ". " + e.remedy());
    }
    return "redirect:/releases/" + release;
  }

  private static Envelope read(String json, Visitor visitor) {
    Envelope envelope;
    SignOffPredicate said;
    try {
      envelope = Json.read(json.getBytes(StandardCharsets.UTF_8), Envelope.class);
      said = envelope.statement().predicate(SignOffPredicate.TYPE, SignOffPredicate.class);
    } catch (IllegalArgumentException e) {
      throw refused(
          RefusalCode.MALFORMED,
          "this is no signed sign-off: " + e.getMessage(),
          "Sign on the page, or with countersign approve",
          e);
    }
    if (!said.person().equals(visitor.person())) {
      throw refused(
          RefusalCode.NOT_YOUR_KEY,
          "the sign-off is in the name of " + said.person() + ", and you are " + visitor.name(),
          "Sign in your own name");
    }
    return envelope;
  }

  private static String vouchedFor(Visitor visitor, SignOffRequest asked) {
    String person = visitor.person();
    if (person == null || !visitor.vouched()) {
      throw refused(
          RefusalCode.OWN_KEY_NEEDED,
          "nobody vouches here for who you are",
          "Sign with your own key");
    }
    if (asked.tier().compareTo(RiskTier.HIGH) >= 0) {
      throw refused(
          RefusalCode.OWN_KEY_NEEDED,
          "for a high risk people sign with keys they hold",
          "Sign with your own key");
    }
    return person;
  }

  private static ClientException refused(RefusalCode code, String why, String next) {
    return new ClientException(Kind.REFUSED, code + ": " + why, next);
  }

  private static ClientException refused(
      RefusalCode code, String why, String next, @Nullable Throwable cause) {
    ClientException refused = refused(code, why, next);
    refused.initCause(cause);
    return refused;
  }
}
