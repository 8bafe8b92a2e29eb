package dev.countersign.approval;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.approval.SignOffCheck.Checked;
import dev.countersign.manifest.ApprovalSpec.Board;
import dev.countersign.manifest.RiskTier;
import dev.countersign.manifest.UseCase;
import dev.countersign.passport.Digests;
import dev.countersign.passport.EntryKind;
import dev.countersign.passport.EvidenceLog;
import dev.countersign.passport.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A release, its boards and its people, for tests. */
final class Boards {
  static final Instant ASKED = Instant.parse("2026-11-21T10:00:00Z");
  static final Instant NOW = ASKED.plusSeconds(600);
  static final Duration PATIENCE = Duration.ofHours(24);
  static final String RELEASE = "release/credit-risk/2026.11.1";
  static final String DIGEST = Digests.sha256("release".getBytes(UTF_8));
  static final String OTHER_DIGEST = Digests.sha256("another".getBytes(UTF_8));
  static final String SERVER = "https://countersign.example/servers/test";
  static final SigningKey SERVER_KEY = SigningKey.generate();

  static final EvidenceLog BEFORE =
      EvidenceLog.empty().append(ASKED.minusSeconds(60), EntryKind.INTAKE, null, "Taken in");
  static final EvidenceLog ASKING =
      BEFORE.append(ASKED, EntryKind.STAGE_STARTED, "deployment-board", "Asked");
  static final EvidenceLog LOG =
      ASKING.append(ASKED.plusSeconds(60), EntryKind.COMMAND, null, "Something later");

  /** Person by person, the seat each may fill; ada trained the model and may fill two. */
  static final Map<String, List<String>> SEATS =
      Map.of(
          "tess@lending.example", List.of("tech-lead"),
          "leo@lending.example", List.of("legal"),
          "pia@lending.example", List.of("product"),
          "max@lending.example", List.of("legal", "product", "tech-lead"),
          "ada@lending.example", List.of("tech-lead", "legal"));

  static final Map<String, SigningKey> KEYS = keys();
  static final TrustFile TRUST = trust();

  private Boards() {}

  private static Map<String, SigningKey> keys() {
    Map<String, SigningKey> keys = new LinkedHashMap<>();
    SEATS.keySet().stream().sorted().forEach(person -> keys.put(person, SigningKey.generate()));
    return keys;
  }

  private static TrustFile trust() {
    Map<String, TrustFile.Person> people = new LinkedHashMap<>();
    KEYS.forEach(
        (person, key) ->
            people.put(
                person, new TrustFile.Person(null, SEATS.get(person), List.of(trusted(key)))));
    return new TrustFile(
        people, Map.of(SERVER, new TrustFile.Server(List.of(trusted(SERVER_KEY)))));
  }

  static TrustedKey trusted(SigningKey key) {
    return new TrustedKey(key.publicKey().key(), null, null, null);
  }

  static SignOffRequest request(RiskTier tier) {
    return new SignOffRequest(
        RELEASE,
        Board.DEPLOYMENT,
        DIGEST,
        ASKING.head(),
        List.of(seat("tech-lead"), seat("legal"), seat("product")),
        List.of("ci@lending.example", "Ada@Lending.example"),
        Map.of(),
        tier,
        UseCase.CREDITWORTHINESS,
        ASKED);
  }

  static Seat seat(String role, String... people) {
    return new Seat(role, Board.DEPLOYMENT, List.of(people), PATIENCE);
  }

  static SignOffPredicate said(String person, String seat, Decision decision) {
    return said(person, seat, decision, ASKING.head());
  }

  static SignOffPredicate said(String person, String seat, Decision decision, String head) {
    @Nullable UseCase confirmed = decision == Decision.APPROVE ? UseCase.CREDITWORTHINESS : null;
    return new SignOffPredicate(
        Board.DEPLOYMENT, seat, person, decision, null, confirmed, head, NOW);
  }

  /** A sign-off with the person's own key, checked. */
  static SignOff signed(SignOffRequest request, SignOffPredicate said) {
    var envelope = SignOff.sign(request, said, KEYS.get(said.person()));
    return ((Checked.Verified) SignOffCheck.verify(envelope, TRUST, request.tier(), NOW)).signOff();
  }
}
