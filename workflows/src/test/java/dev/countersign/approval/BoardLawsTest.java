package dev.countersign.approval;

import static dev.countersign.approval.Boards.ASKED;
import static dev.countersign.approval.Boards.KEYS;
import static dev.countersign.approval.Boards.LOG;
import static dev.countersign.approval.Boards.PATIENCE;
import static dev.countersign.approval.Boards.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.manifest.ApprovalSpec.Board;
import dev.countersign.manifest.RiskTier;
import dev.countersign.manifest.UseCase;
import dev.countersign.passport.Envelope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** Laws of a board, over random sequences of sign-offs, moves of the release and hours passed. */
class BoardLawsTest {
  private static final List<String> ROLES = List.of("tech-lead", "legal", "product");
  private static final List<String> DIGESTS = List.of(Boards.DIGEST, Boards.OTHER_DIGEST);

  /** Signing takes its time; the same thing is signed once. */
  private static final Map<SignOffPredicate, Envelope> SIGNED = new HashMap<>();

  /** Something that happens to a board: a sign-off comes in, or the release becomes a digest. */
  sealed interface Happening {
    record Signs(
        String person, String seat, Decision decision, Signer signer, String digest, String head)
        implements Happening {}

    record Moves(String digest) implements Happening {}
  }

  @Provide
  Arbitrary<List<Happening>> histories() {
    Arbitrary<Happening> signs =
        Combinators.combine(
                Arbitraries.of(List.copyOf(KEYS.keySet())),
                Arbitraries.of(ROLES),
                Arbitraries.frequency(Tuple.of(9, Decision.APPROVE), Tuple.of(1, Decision.REJECT)),
                Arbitraries.frequency(Tuple.of(9, Signer.PERSON), Tuple.of(1, Signer.SERVER)),
                Arbitraries.frequency(Tuple.of(4, Boards.DIGEST), Tuple.of(1, Boards.OTHER_DIGEST)),
                Arbitraries.of(Boards.BEFORE.head(), Boards.ASKING.head(), LOG.head()))
            .as(Happening.Signs::new);
    Arbitrary<Happening> moves = Arbitraries.of(DIGESTS).map(Happening.Moves::new);
    return Arbitraries.frequencyOf(Tuple.of(12, signs), Tuple.of(1, moves)).list().ofMaxSize(30);
  }

  @Property
  void approvalMeansEverySeatByADistinctPersonOverThisReleaseWithAnOwnKey(
      @ForAll("histories") List<Happening> history) {
    Instant now = ASKED;
    BoardState board = BoardState.ask(request(RiskTier.HIGH));
    boolean approved = false;
    for (Happening happening : history) {
      now = now.plusSeconds(3_600);
      board = after(board, happening, now);
      if (board.status(now) instanceof BoardStatus.Approved) {
        approvedRightly(board);
        approved = true;
      }
    }
    Statistics.label("approved").collect(approved);
    Statistics.label("approved").coverage(seen -> seen.check(true).count(times -> times > 0));
  }

  @Property
  void oneSeatIsNeverFilledTwiceAndOnePersonNeverFillsTwo(
      @ForAll("histories") List<Happening> history) {
    Instant now = ASKED;
    BoardState board = BoardState.ask(request(RiskTier.LIMITED));
    for (Happening happening : history) {
      board = after(board, happening, now);
      assertThat(board.signOffs().stream().map(SignOff::seat)).doesNotHaveDuplicates();
      assertThat(board.signOffs().stream().map(SignOff::person)).doesNotHaveDuplicates();
    }
  }

  @Property
  void aDecisionStandsWhateverComesAfterUnlessTheReleaseMoves(
      @ForAll("histories") List<Happening> history) {
    BoardState board = BoardState.ask(request(RiskTier.LIMITED));
    for (Happening happening : history) {
      BoardStatus before = board.status(ASKED);
      board = after(board, happening, ASKED);
      if (!(before instanceof BoardStatus.Waiting) && happening instanceof Happening.Signs) {
        assertThat(board.status(ASKED)).isEqualTo(before);
      }
    }
  }

  @Property
  void whatIsAcceptedOnceIsAcceptedAgainAndChangesNothing(
      @ForAll("histories") List<Happening> history) {
    BoardState board = BoardState.ask(request(RiskTier.LIMITED));
    for (Happening happening : history) {
      board = after(board, happening, ASKED);
    }
    for (SignOff signOff : board.signOffs()) {
      assertThat(board.accept(signOff, LOG, ASKED.plus(PATIENCE)))
          .isEqualTo(new Reception.Accepted(board));
    }
  }

  @Property
  void afterTheDeadlineNothingIsAcceptedAnyMore(@ForAll("histories") List<Happening> history) {
    BoardState board = BoardState.ask(request(RiskTier.LIMITED));
    List<Happening> signed = new ArrayList<>(history);
    signed.removeIf(happening -> happening instanceof Happening.Moves);
    for (Happening happening : signed) {
      board = after(board, happening, ASKED.plus(PATIENCE));
    }
    assertThat(board.signOffs()).isEmpty();
  }

  private static void approvedRightly(BoardState board) {
    Set<String> seats = board.signOffs().stream().map(SignOff::seat).collect(Collectors.toSet());
    Set<String> people = board.signOffs().stream().map(SignOff::person).collect(Collectors.toSet());
    assertThat(seats).containsExactlyInAnyOrderElementsOf(ROLES);
    assertThat(people).hasSize(ROLES.size()).doesNotContain("ada@lending.example");
    assertThat(board.signOffs())
        .allSatisfy(
            signOff -> {
              assertThat(signOff.said().decision()).isEqualTo(Decision.APPROVE);
              assertThat(signOff.signer()).isEqualTo(Signer.PERSON);
              assertThat(signOff.releaseDigest()).isEqualTo(board.request().releaseDigest());
              assertThat(signOff.said().logHead()).isNotEqualTo(Boards.BEFORE.head());
            });
  }

  private static BoardState after(BoardState board, Happening happening, Instant now) {
    return switch (happening) {
      case Happening.Moves(String digest) -> board.voidedBy(digest, LOG.head(), now);
      case Happening.Signs signs ->
          switch (board.accept(signOff(signs), LOG, now)) {
            case Reception.Accepted(BoardState next) -> next;
            case Reception.Refused _ -> board;
          };
    };
  }

  private static SignOff signOff(Happening.Signs signs) {
    var said =
        new SignOffPredicate(
            Board.DEPLOYMENT,
            signs.seat(),
            signs.person(),
            signs.decision(),
            null,
            UseCase.CREDITWORTHINESS,
            signs.head(),
            ASKED);
    Envelope envelope =
        SIGNED.computeIfAbsent(
            said, it -> SignOff.sign(request(RiskTier.HIGH), it, KEYS.get(it.person())));
    return new SignOff(Boards.RELEASE, signs.digest(), said, signs.signer(), envelope);
  }
}
