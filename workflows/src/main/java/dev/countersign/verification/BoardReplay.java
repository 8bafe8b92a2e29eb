package dev.countersign.verification;

import dev.countersign.approval.BoardState;
import dev.countersign.approval.BoardStatus;
import dev.countersign.approval.Reception;
import dev.countersign.approval.Seat;
import dev.countersign.approval.SignOff;
import dev.countersign.approval.SignOffRequest;
import dev.countersign.approval.Signer;
import dev.countersign.approval.TrustFile;
import dev.countersign.approval.TrustFile.Holder;
import dev.countersign.manifest.ApprovalSpec.Board;
import dev.countersign.passport.Digests;
import dev.countersign.passport.EntryKind;
import dev.countersign.passport.Envelope;
import dev.countersign.passport.EvidenceLog;
import dev.countersign.passport.LogEntry;
import dev.countersign.passport.ReleaseDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets the boards of a passport decide again, each sign-off at the moment the log says it came. */
final class BoardReplay {
  private final Passport passport;
  private final PassportIndex index;
  private final @Nullable TrustFile trust;

  BoardReplay(Passport passport, PassportIndex index, @Nullable TrustFile trust) {
    this.passport = passport;
    this.index = index;
    this.trust = trust;
  }

  Finding quorum() {
    Map<Board, SignOffRequest> requests = passport.requests();
    boolean needed = passport.hadTraffic();
    List<String> approved = new ArrayList<>();
    for (Board board : Board.values()) {
      List<Seat> seats =
          passport.policy().seats().stream().filter(seat -> seat.board() == board).toList();
      SignOffRequest request = requests.get(board);
      if (seats.isEmpty() && request == null) {
        continue;
      }
      if (request == null) {
        if (needed) {
          return failed("the " + PeoplePromises.lower(board.name()) + " board was never asked");
        }
        continue;
      }
      Optional<String> wrong = wrongly(request, seats);
      if (wrong.isPresent()) {
        return failed(
            "the "
                + PeoplePromises.lower(board.name())
                + " board was asked something else: "
                + wrong.get());
      }
      if (trust == null) {
        return Finding.unknown(Promise.QUORUM, PeoplePromises.WITHOUT_TRUST);
      }
      String decided = decide(request, trust);
      if (!decided.isEmpty() && needed) {
        return failed("the " + PeoplePromises.lower(board.name()) + " board: " + decided);
      }
      approved.add(
          PeoplePromises.lower(board.name())
              + " board "
              + (decided.isEmpty() ? "approved" : decided));
    }
    return Finding.ok(
        Promise.QUORUM,
        approved.isEmpty() ? "no board had to be asked" : String.join(", ", approved));
  }

  /** How a request differs from what policy, manifest and log make it. */
  private Optional<String> wrongly(SignOffRequest request, List<Seat> seats) {
    ReleaseDigest parts = passport.parts();
    Passport.Claims claims = passport.claims();
    Set<String> digests =
        request.board() == Board.DATA
            ? Set.of(parts.digest(), parts.withoutModel().digest())
            : Set.of(parts.digest());
    Set<String> separated = new HashSet<>();
    request.separated().forEach(person -> separated.add(PeoplePromises.lower(person)));
    if (!request.release().equals(index.release()) || !digests.contains(request.releaseDigest())) {
      return Optional.of("another release");
    }
    if (!request.seats().equals(seats)) {
      return Optional.of("other seats than the policy's");
    }
    if (request.tier() != passport.policy().tier()
        || request.useCase() != claims.intendedUse().useCase()) {
      return Optional.of("another risk or use case than the release's");
    }
    if (!claims.builders().stream()
        .allMatch(person -> separated.contains(PeoplePromises.lower(person)))) {
      return Optional.of("without keeping everybody apart who built the release");
    }
    return passport.log().recorded(EntryKind.SIGN_OFF_REQUESTED, Digests.ofJson(request)).isEmpty()
        ? Optional.of("something that the log doesn't know")
        : Optional.empty();
  }

  /** Lets the board decide again; empty if it approved, else what it came to. */
  private String decide(SignOffRequest request, TrustFile trusted) {
    EvidenceLog log = passport.log();
    BoardState board = BoardState.ask(request);
    LogEntry last =
        log.recorded(EntryKind.SIGN_OFF_REQUESTED, Digests.ofJson(request)).orElseThrow();
    for (LogEntry came : log.entries()) {
      Optional<Envelope> envelope = came.kind() == EntryKind.SIGN_OFF ? of(came) : Optional.empty();
      if (envelope.isEmpty()
          || PeoplePromises.predicate(envelope.get()).board() != request.board()) {
        continue;
      }
      last = came;
      SignOff signOff = believed(envelope.get(), trusted);
      EvidenceLog before = log.before(came);
      switch (board.accept(signOff, before, came.at())) {
        case Reception.Accepted(BoardState next) -> board = next;
        case Reception.Refused(var refusal) -> {
          return refusal.sentence();
        }
      }
    }
    return switch (board.status(last.at())) {
      case BoardStatus.Approved _ -> "";
      case BoardStatus.Rejected(String seat, String person) -> person + " said no for " + seat;
      case BoardStatus.Waiting(List<String> missing, var _) -> "nobody signed for " + missing;
      case BoardStatus.Expired(List<String> missing) -> "nobody signed in time for " + missing;
    };
  }

  /** A sign-off as it stands; whether its signature is genuine is another promise. */
  private static SignOff believed(Envelope envelope, TrustFile trusted) {
    Signer signer =
        trusted.holder(envelope.keyId()).orElse(null) instanceof Holder.OfServer
            ? Signer.SERVER
            : Signer.PERSON;
    var statement = envelope.statement();
    return new SignOff(
        String.valueOf(statement.subject().getFirst().name()),
        statement.subjectDigest(),
        PeoplePromises.predicate(envelope),
        signer,
        envelope);
  }

  private Optional<Envelope> of(LogEntry came) {
    return passport.signOffs().values().stream()
        .filter(envelope -> envelope.digest().equals(came.subject()))
        .findFirst();
  }

  private static Finding failed(String words) {
    return Finding.failed(Promise.QUORUM, words);
  }
}
