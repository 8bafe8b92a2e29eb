package dev.countersign.approval;

import static dev.countersign.approval.Boards.ASKED;
import static dev.countersign.approval.Boards.LOG;
import static dev.countersign.approval.Boards.NOW;
import static dev.countersign.approval.Boards.PATIENCE;
import static dev.countersign.approval.Boards.request;
import static dev.countersign.approval.Boards.said;
import static dev.countersign.approval.Boards.signed;
import static dev.countersign.approval.Decision.APPROVE;
import static dev.countersign.approval.Decision.REJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.manifest.ApprovalSpec.Board;
import dev.countersign.manifest.RiskTier;
import dev.countersign.manifest.UseCase;
import dev.countersign.passport.Digests;
import dev.countersign.passport.EntryKind;
import dev.countersign.passport.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoardStateTest {
  private static final SignOffRequest REQUEST = request(RiskTier.HIGH);
  private static final BoardState ASKED_BOARD = BoardState.ask(REQUEST);
  private static final SignOff TESS =
      signed(REQUEST, said("tess@lending.example", "tech-lead", APPROVE));
  private static final SignOff LEO = signed(REQUEST, said("leo@lending.example", "legal", APPROVE));
  private static final SignOff PIA =
      signed(REQUEST, said("pia@lending.example", "product", APPROVE));

  private static BoardState with(SignOff... signOffs) {
    BoardState board = ASKED_BOARD;
    for (SignOff signOff : signOffs) {
      board = ((Reception.Accepted) board.accept(signOff, LOG, NOW)).board();
    }
    return board;
  }

  private static RefusalCode refusal(BoardState board, SignOff signOff) {
    return ((Reception.Refused) board.accept(signOff, LOG, NOW)).refusal().code();
  }

  private static RefusalCode refusal(SignOffPredicate said) {
    return refusal(ASKED_BOARD, signed(REQUEST, said));
  }

  @Test
  void aBoardWaitsUntilEverySeatHasApproved() {
    assertThat(ASKED_BOARD.status(NOW))
        .isEqualTo(
            new BoardStatus.Waiting(
                List.of("tech-lead", "legal", "product"), ASKED.plus(PATIENCE)));
    assertThat(with(LEO).status(NOW))
        .isEqualTo(new BoardStatus.Waiting(List.of("tech-lead", "product"), ASKED.plus(PATIENCE)));
    assertThat(with(LEO, PIA, TESS).status(NOW)).isEqualTo(new BoardStatus.Approved());
  }

  @Test
  void oneNoEndsIt() {
    SignOff no = signed(REQUEST, said("leo@lending.example", "legal", REJECT));

    assertThat(with(TESS, no).status(NOW))
        .isEqualTo(new BoardStatus.Rejected("legal", "leo@lending.example"));
    assertThat(refusal(with(TESS, no), PIA)).isEqualTo(RefusalCode.CLOSED);
  }

  @Test
  void theDeadlinesAnswerIsNo() {
    assertThat(with(LEO, PIA).status(ASKED.plus(PATIENCE).minusMillis(1)))
        .isInstanceOf(BoardStatus.Waiting.class);
    assertThat(with(LEO, PIA).status(ASKED.plus(PATIENCE)))
        .isEqualTo(new BoardStatus.Expired(List.of("tech-lead")));
    assertThat(with(LEO, PIA, TESS).status(ASKED.plus(PATIENCE)))
        .isEqualTo(new BoardStatus.Approved());

    Reception late = with(LEO, PIA).accept(TESS, LOG, ASKED.plus(PATIENCE));
    assertThat(((Reception.Refused) late).refusal().code()).isEqualTo(RefusalCode.LATE);
  }

  @Test
  void theSameEnvelopeTwiceChangesNothingEvenWhenItIsOver() {
    BoardState over = with(LEO, PIA, TESS);

    assertThat(over.accept(LEO, LOG, ASKED.plus(PATIENCE))).isEqualTo(new Reception.Accepted(over));
  }

  @Test
  void aSeatThatIsFilledStaysAsItIs() {
    SignOff secondThoughts = signed(REQUEST, said("leo@lending.example", "legal", REJECT));
    SignOff somebodyElse = signed(REQUEST, said("max@lending.example", "legal", APPROVE));

    assertThat(refusal(with(LEO), secondThoughts)).isEqualTo(RefusalCode.SEAT_TAKEN);
    assertThat(refusal(with(LEO), somebodyElse)).isEqualTo(RefusalCode.SEAT_TAKEN);
  }

  @Test
  void onePersonFillsOneSeatOfARelease() {
    SignOff max = signed(REQUEST, said("max@lending.example", "legal", APPROVE));
    SignOff maxAgain = signed(REQUEST, said("max@lending.example", "product", APPROVE));

    assertThat(refusal(with(max), maxAgain)).isEqualTo(RefusalCode.ONE_SEAT_EACH);
    assertThat(with(max).seated()).isEqualTo(Map.of("max@lending.example", "legal"));
  }

  @Test
  void whoSatOnAnEarlierBoardMaySitInTheSameSeatAgainAndInNoOther() {
    var seated =
        new SignOffRequest(
            REQUEST.release(),
            REQUEST.board(),
            REQUEST.releaseDigest(),
            REQUEST.logHead(),
            REQUEST.seats(),
            REQUEST.separated(),
            Map.of("max@lending.example", "legal"),
            REQUEST.tier(),
            REQUEST.useCase(),
            REQUEST.askedAt());
    SignOff asLegal = signed(seated, said("max@lending.example", "legal", APPROVE));
    SignOff asProduct = signed(seated, said("max@lending.example", "product", APPROVE));

    assertThat(BoardState.ask(seated).accept(asLegal, LOG, NOW))
        .isInstanceOf(Reception.Accepted.class);
    assertThat(refusal(BoardState.ask(seated), asProduct)).isEqualTo(RefusalCode.ONE_SEAT_EACH);
  }

  @Test
  void whoeverBuildsDoesNotApprove() {
    assertThat(refusal(said("ada@lending.example", "tech-lead", APPROVE)))
        .isEqualTo(RefusalCode.BUILT_IT);
  }

  @Test
  void aSeatMayNameItsPeople() {
    var narrow =
        new SignOffRequest(
            REQUEST.release(),
            REQUEST.board(),
            REQUEST.releaseDigest(),
            REQUEST.logHead(),
            List.of(Boards.seat("legal", "max@lending.example")),
            REQUEST.separated(),
            Map.of(),
            REQUEST.tier(),
            REQUEST.useCase(),
            REQUEST.askedAt());

    assertThat(refusal(BoardState.ask(narrow), LEO)).isEqualTo(RefusalCode.NOT_FOR_THIS_SEAT);
  }

  @Test
  void aSignOffOverAnOldDigestIsRefusedAndSaysThatTheReleaseMoved() {
    BoardState moved = with(LEO).voidedBy(Boards.OTHER_DIGEST, LOG.head(), NOW);
    var reception = (Reception.Refused) moved.accept(LEO, LOG, NOW);

    assertThat(moved.signOffs()).isEmpty();
    assertThat(moved.request().askedAt()).isEqualTo(NOW);
    assertThat(moved.status(NOW)).isInstanceOf(BoardStatus.Waiting.class);
    assertThat(reception.refusal().code()).isEqualTo(RefusalCode.RELEASE_MOVED);
    assertThat(reception.refusal().toString()).contains("the release moved", "sign again");
  }

  @Test
  void theSameDigestVoidsNothing() {
    assertThat(with(LEO).voidedBy(Boards.DIGEST, LOG.head(), NOW)).isEqualTo(with(LEO));
  }

  @Test
  void evidenceAppendedBeforeOrAfterSigningVoidsNothing() {
    SignOff atAsking =
        signed(REQUEST, said("leo@lending.example", "legal", APPROVE, Boards.ASKING.head()));
    SignOff atLatest = signed(REQUEST, said("leo@lending.example", "legal", APPROVE, LOG.head()));
    var later = LOG.append(NOW, EntryKind.COMMAND, null, "More");

    assertThat(ASKED_BOARD.accept(atAsking, later, NOW)).isInstanceOf(Reception.Accepted.class);
    assertThat(ASKED_BOARD.accept(atLatest, later, NOW)).isInstanceOf(Reception.Accepted.class);
  }

  @Test
  void aLogHeadMustBeOneThatTheLogHasHadSinceTheQuestion() {
    assertThat(
            refusal(said("leo@lending.example", "legal", APPROVE, Digests.sha256(new byte[] {7}))))
        .isEqualTo(RefusalCode.UNKNOWN_LOG_HEAD);
    assertThat(refusal(said("leo@lending.example", "legal", APPROVE, Boards.BEFORE.head())))
        .isEqualTo(RefusalCode.STALE_LOG_HEAD);
  }

  @Test
  void anApprovalConfirmsTheUseCaseAndARejectionNeedNot() {
    var unconfirmed =
        new SignOffPredicate(
            Board.DEPLOYMENT,
            "legal",
            "leo@lending.example",
            APPROVE,
            "Looks fine",
            UseCase.SPAM_FILTER,
            LOG.head(),
            NOW);

    assertThat(refusal(unconfirmed)).isEqualTo(RefusalCode.USE_CASE_NOT_CONFIRMED);
    assertThat(
            ASKED_BOARD.accept(
                signed(REQUEST, said("leo@lending.example", "legal", REJECT)), LOG, NOW))
        .isInstanceOf(Reception.Accepted.class);
  }

  @Test
  void aSignOffForAnotherBoardOrReleaseOrSeatIsRefused() {
    var dataBoard =
        new SignOffPredicate(
            Board.DATA,
            "legal",
            "leo@lending.example",
            APPROVE,
            null,
            UseCase.CREDITWORTHINESS,
            LOG.head(),
            NOW);
    SignOff elsewhere =
        new SignOff(
            "release/other/1", LEO.releaseDigest(), LEO.said(), LEO.signer(), TESS.envelope());

    assertThat(refusal(dataBoard)).isEqualTo(RefusalCode.OTHER_BOARD);
    assertThat(refusal(ASKED_BOARD, elsewhere)).isEqualTo(RefusalCode.OTHER_RELEASE);
    var noProduct =
        new SignOffRequest(
            REQUEST.release(),
            REQUEST.board(),
            REQUEST.releaseDigest(),
            REQUEST.logHead(),
            List.of(Boards.seat("legal")),
            List.of(),
            Map.of(),
            REQUEST.tier(),
            REQUEST.useCase(),
            ASKED);
    assertThat(refusal(BoardState.ask(noProduct), PIA)).isEqualTo(RefusalCode.NO_SUCH_SEAT);
  }

  @Test
  void forAHighRiskAServersKeyAloneNeverSuffices() {
    SignOff byServer =
        new SignOff(LEO.release(), LEO.releaseDigest(), LEO.said(), Signer.SERVER, LEO.envelope());

    assertThat(refusal(ASKED_BOARD, byServer)).isEqualTo(RefusalCode.OWN_KEY_NEEDED);
    assertThat(BoardState.ask(request(RiskTier.LIMITED)).accept(byServer, LOG, NOW))
        .isInstanceOf(Reception.Accepted.class);
  }

  @Test
  void aBoardWithoutSeatsCannotBeAsked() {
    assertThatThrownBy(
            () ->
                new SignOffRequest(
                    REQUEST.release(),
                    REQUEST.board(),
                    REQUEST.releaseDigest(),
                    REQUEST.logHead(),
                    List.of(),
                    List.of(),
                    Map.of(),
                    REQUEST.tier(),
                    REQUEST.useCase(),
                    ASKED))
        .hasMessageContaining("by absence");
  }

  @Test
  void aBoardReadsBackFromItsJson() {
    BoardState board = with(LEO, PIA);

    assertThat(Json.read(Json.canonicalBytes(board), BoardState.class)).isEqualTo(board);
    assertThat(Json.read(Json.canonicalBytes(board.status(NOW)), BoardStatus.class))
        .isEqualTo(board.status(NOW));
  }
}
