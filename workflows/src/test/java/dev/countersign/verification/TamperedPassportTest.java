package dev.countersign.verification;

import static dev.countersign.verification.Finding.State.FAILED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.approval.Decision;
import dev.countersign.approval.TrustFile;
import dev.countersign.approval.TrustedKey;
import dev.countersign.gate.Verdict;
import dev.countersign.manifest.RiskTier;
import dev.countersign.verification.VerificationReport.Conclusion;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One tampered passport per thing that verify promises: each breaks these promises and no other.
 */
class TamperedPassportTest {
  private static final byte[] HONEST = written(story -> {});
  private static final TrustedKey LEO =
      new TrustedKey(Story.LEO.publicKey().key(), null, null, null);
  private static final TrustedKey SERVER =
      new TrustedKey(Story.SERVER.key().publicKey().key(), null, null, null);

  /** A tampered passport, who looks at it, and which promises are broken then. */
  record Tampered(String how, byte[] passport, TrustFile trust, Set<Promise> broken) {
    Tampered(String how, byte[] passport, Promise first, Promise... more) {
      this(how, passport, Story.trust(), EnumSet.of(first, more));
    }

    @Override
    public String toString() {
      return how;
    }
  }

  private static byte[] written(Consumer<Story> bend) {
    Story story = new Story();
    bend.accept(story);
    return PassportWriter.write(story.tell(), Story.SERVER);
  }

  private static Forgery forgery() {
    return Forgery.of(HONEST);
  }

  private static Story.Signature signs(String person, dev.countersign.passport.SigningKey key) {
    return new Story.Signature(person, key, Decision.APPROVE);
  }

  static Stream<Tampered> fromOutside() {
    return Stream.of(
        new Tampered("cut short", Arrays.copyOf(HONEST, HONEST.length - 1), Promise.FORMAT),
        new Tampered(
            "with something behind it", Arrays.copyOf(HONEST, HONEST.length + 1), Promise.FORMAT),
        new Tampered(
            "a file more", forgery().put("extra.txt", new byte[1]).packed(), Promise.FILES),
        new Tampered(
            "another card",
            forgery().put("card/model-card.md", "# Better".getBytes(UTF_8)).packed(),
            Promise.FILES,
            Promise.CARD),
        new Tampered(
            "a verdict turned",
            forgery().replace("gates/evaluation.json", "INCONCLUSIVE", "PASS").packed(),
            Promise.FILES,
            Promise.VERDICTS,
            Promise.BARS),
        new Tampered(
            "another outcome",
            forgery().edit("passport.json", index -> index.put("reason", "fine")).packed(),
            Promise.SEAL,
            Promise.OUTCOME),
        new Tampered(
            "sealed by somebody else",
            PassportWriter.write(new Story().tell(), new Sealer(Story.SERVER.id(), Story.MALLORY)),
            Promise.SEAL),
        new Tampered(
            "sealed by a person",
            PassportWriter.write(new Story().tell(), new Sealer(Story.SERVER.id(), Story.LEO)),
            Promise.SEAL),
        new Tampered(
            "sealed by a trusted server in another's name",
            PassportWriter.write(
                new Story().tell(), new Sealer("https://other.example/server", Story.SERVER.key())),
            Promise.SEAL));
  }

  static Stream<Tampered> byWhatIsTrusted() {
    return Stream.of(
        new Tampered(
            "the server's key revoked since",
            HONEST,
            Story.trust(LEO, new TrustedKey(SERVER.key(), null, null, "2027-01-01")),
            EnumSet.of(Promise.SEAL)),
        new Tampered(
            "the server's key over by then",
            HONEST,
            Story.trust(LEO, new TrustedKey(SERVER.key(), null, "2026-11-01", null)),
            EnumSet.of(Promise.SEAL)),
        new Tampered(
            "a person's key revoked before",
            HONEST,
            Story.trust(new TrustedKey(LEO.key(), null, null, "2026-11-01"), SERVER),
            EnumSet.of(Promise.SIGNATURES, Promise.WAIVERS)));
  }

  static Stream<Tampered> byAServerThatLies() {
    return Stream.of(
        new Tampered("made on embedded parts", written(story -> story.demo = true), Promise.DEMO),
        new Tampered(
            "another manifest",
            forgery().replace("manifest.json", "Old data", "No limits").resealed(),
            Promise.RELEASE,
            Promise.SUBMITTER),
        new Tampered("another name", forgery().resealed(index -> renamed(index)), Promise.RELEASE),
        new Tampered(
            "a milder tier", written(story -> story.tier = RiskTier.LIMITED), Promise.TIER),
        new Tampered("the log rewritten", rewrittenLog(), Promise.LOG),
        new Tampered(
            "a verdict that was not recorded",
            forgery().replace("gates/data-audit.json", "0.79", "0.78").resealed(),
            Promise.VERDICTS),
        new Tampered(
            "a result left out",
            forgery()
                .remove("gates/mitigation.json")
                .remove("test-results/mitigation.json")
                .resealed(),
            Promise.VERDICTS,
            Promise.GATES),
        new Tampered(
            "on past a gate that failed",
            written(story -> story.mitigation = Verdict.FAIL),
            Promise.GATES),
        new Tampered(
            "a gate that never ran", written(story -> story.evaluate = false), Promise.GATES),
        new Tampered(
            "a check that passes below its bar", written(story -> story.auc = 0.5), Promise.BARS),
        new Tampered(
            "a check left unmeasured", written(story -> story.measureAuc = false), Promise.BARS),
        new Tampered(
            "a waiver not disclosed",
            forgery().remove("waivers/001.json").resealed(),
            Promise.WAIVERS,
            Promise.GATES),
        new Tampered(
            "a waiver for too long",
            written(story -> story.waiverExpires = Story.START.plus(Duration.ofDays(300))),
            Promise.WAIVERS),
        new Tampered(
            "handed in by nobody who proved it",
            written(story -> story.submitter = null),
            Promise.SUBMITTER),
        new Tampered(
            "handed in with a forged signature",
            written(story -> story.submitter = signs("ci@lending.example", Story.MALLORY)),
            Promise.SUBMITTER),
        new Tampered(
            "handed in by somebody else than the manifest names",
            written(story -> story.submitter = signs("ada@lending.example", Story.ADA)),
            Promise.SUBMITTER),
        new Tampered(
            "the server alone says who handed it in",
            written(story -> story.submitter = signs("ci@lending.example", Story.SERVER.key())),
            Promise.SUBMITTER),
        new Tampered(
            "the submitter's signature left out",
            forgery().remove("submission.json").resealed(),
            Promise.SUBMITTER),
        new Tampered(
            "an order forged",
            written(story -> story.orderer = signs("tess@lending.example", Story.MALLORY)),
            Promise.ORDERS),
        new Tampered(
            "another order than was signed",
            written(story -> story.ordered = "abort"),
            Promise.ORDERS),
        new Tampered(
            "a signed order left out",
            forgery().remove("orders/001.json").resealed(),
            Promise.ORDERS),
        new Tampered(
            "a sign-off forged",
            written(
                story ->
                    story.signatures.put(
                        "tech-lead", signs("tess@lending.example", Story.MALLORY))),
            Promise.SIGNATURES),
        new Tampered(
            "a sign-off with somebody else's key",
            written(
                story ->
                    story.signatures.put("tech-lead", signs("tess@lending.example", Story.LEO))),
            Promise.SIGNATURES),
        new Tampered(
            "a sign-off left out",
            forgery().remove("sign-offs/deployment/legal.json").resealed(),
            Promise.SIGNATURES,
            Promise.QUORUM),
        new Tampered(
            "a person's seat filled by the server alone",
            written(
                story ->
                    story.signatures.put(
                        "tech-lead", signs("tess@lending.example", Story.SERVER.key()))),
            Promise.OWN_KEYS,
            Promise.QUORUM),
        new Tampered(
            "signed by the trainer",
            written(
                story ->
                    story.signatures.put("tech-lead", signs("ada@lending.example", Story.ADA))),
            Promise.SEPARATION,
            Promise.QUORUM),
        new Tampered(
            "a seat left empty",
            written(story -> story.signatures.remove("tech-lead")),
            Promise.QUORUM),
        new Tampered(
            "released over a no",
            written(
                story ->
                    story.signatures.put(
                        "tech-lead",
                        new Story.Signature("tess@lending.example", Story.TESS, Decision.REJECT))),
            Promise.QUORUM),
        new Tampered(
            "signed after the deadline",
            written(story -> story.answerAfter = Duration.ofDays(3)),
            Promise.QUORUM),
        new Tampered(
            "boards never asked",
            forgery().remove("boards/data.json").remove("boards/deployment.json").resealed(),
            Promise.QUORUM),
        new Tampered(
            "a card that was not judged",
            forgery().put("card/model-card.md", "# Better".getBytes(UTF_8)).resealed(),
            Promise.CARD),
        new Tampered(
            "released without a rollout", written(story -> story.rollOut = false), Promise.OUTCOME),
        new Tampered(
            "another end than the log's",
            forgery().resealed(index -> ended(index)),
            Promise.OUTCOME));
  }

  private static byte[] rewrittenLog() {
    return forgery()
        .edit(
            "log.json",
            log -> {
              ArrayNode entries = (ArrayNode) log.get("entries");
              ((ObjectNode) entries.get(entries.size() - 2)).put("summary", "All went well");
            })
        .resealed();
  }

  private static PassportIndex renamed(PassportIndex index) {
    return new PassportIndex(
        index.format(),
        index.release(),
        index.model(),
        "2026.11.2",
        index.tier(),
        index.demo(),
        index.outcome(),
        index.reason(),
        index.endedAt(),
        index.releaseDigest(),
        index.logHead(),
        index.files());
  }

  private static PassportIndex ended(PassportIndex index) {
    return new PassportIndex(
        index.format(),
        index.release(),
        index.model(),
        index.version(),
        index.tier(),
        index.demo(),
        index.outcome(),
        "All went well",
        index.endedAt(),
        index.releaseDigest(),
        index.logHead(),
        index.files());
  }

  @ParameterizedTest
  @MethodSource({"fromOutside", "byWhatIsTrusted", "byAServerThatLies"})
  void exactlyTheBrokenPromisesFail(Tampered tampered) {
    VerificationReport report =
        PassportVerifier.verify(tampered.passport(), tampered.trust(), false);

    assertThat(report.promises(FAILED))
        .as(report.findings().toString())
        .containsExactlyInAnyOrderElementsOf(tampered.broken());
    assertThat(report.conclusion()).isEqualTo(Conclusion.FAILED);
    assertThat(report.findings()).allSatisfy(finding -> assertThat(finding.words()).isNotBlank());
  }

  @Test
  void everyPromiseIsBrokenByAtLeastOneTamperedPassport() {
    List<Promise> broken =
        Stream.of(fromOutside(), byWhatIsTrusted(), byAServerThatLies())
            .flatMap(each -> each)
            .flatMap(tampered -> tampered.broken().stream())
            .distinct()
            .toList();

    assertThat(broken).containsExactlyInAnyOrder(Promise.values());
  }
}
