package dev.countersign.worker.pages.release;

import dev.countersign.approval.Decision;
import dev.countersign.approval.Seat;
import dev.countersign.approval.SignOffRequest;
import dev.countersign.client.OpenSeats;
import dev.countersign.client.ReleaseName;
import dev.countersign.client.SignOffDraft;
import dev.countersign.manifest.RiskTier;
import dev.countersign.passport.Json;
import dev.countersign.worker.pages.entrance.Visitor;
import dev.countersign.workflow.ReleaseView;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a board is asked, and what of it this visitor can do.
 *
 * @param seats of the board
 * @param releaseDigest what a signature will cover
 * @param logHead head of the evidence log that a signature will name
 * @param useCase what every approval confirms
 * @param mine roles that the visitor can fill now
 * @param whyNot why the visitor can fill none; null when there is one
 * @param statement what would be signed, as JSON, for the browser to complete and sign
 * @param byOwnKey whether the trust file names a key of the visitor's
 * @param byServer whether the server may sign for the visitor: never where the risk is high
 * @param command how to sign on the command line
 */
record Ask(
    String board,
    List<SeatRow> seats,
    String releaseDigest,
    String logHead,
    String useCase,
    List<String> mine,
    @Nullable String whyNot,
    @Nullable String statement,
    boolean byOwnKey,
    boolean byServer,
    String command) {

  /** A seat of the board. */
  record SeatRow(String role, String who, String state, String tone, String deadline) {}

  /** What is asked now, or null. */
  static @Nullable Ask of(ReleaseName name, ReleaseView view, Visitor visitor, Instant now) {
    SignOffRequest asked = view.asked();
    if (asked == null) {
      return null;
    }
    List<Seat> missing = OpenSeats.of(view);
    List<String> mine =
        missing.stream().filter(seat -> canFill(seat, asked, visitor)).map(Seat::role).toList();
    String head = SignOffDraft.headOf(view);
    return new Ask(
        asked.board().name().toLowerCase(Locale.ROOT),
        asked.seats().stream().map(seat -> row(seat, asked, missing.contains(seat))).toList(),
        asked.releaseDigest(),
        head,
        Words.of(asked.useCase().toString()),
        mine,
        mine.isEmpty() ? whyNot(asked, missing, visitor) : null,
        mine.isEmpty() || visitor.person() == null
            ? null
            : template(asked, head, mine.getFirst(), visitor.person(), now),
        visitor.hasKey(),
        visitor.vouched() && asked.tier().compareTo(RiskTier.HIGH) < 0,
        "countersign approve %s --seat %s --key FILE"
            .formatted(name, mine.isEmpty() ? "SEAT" : mine.getFirst()));
  }

  private static String template(
      SignOffRequest asked, String head, String seat, String person, Instant now) {
    var draft = SignOffDraft.of(asked, head, seat, person, Decision.APPROVE, null, now);
    return new String(Json.canonicalBytes(draft.statement()), StandardCharsets.UTF_8);
  }

  private static boolean canFill(Seat seat, SignOffRequest asked, Visitor visitor) {
    String person = visitor.person();
    return person != null
        && visitor.seats().contains(seat.role())
        && (seat.people().isEmpty() || seat.people().contains(person))
        && asked.separated().stream().noneMatch(person::equalsIgnoreCase)
        && (!asked.seated().containsKey(person) || seat.role().equals(asked.seated().get(person)));
  }

  private static String whyNot(SignOffRequest asked, List<Seat> missing, Visitor visitor) {
    String person = visitor.person();
    if (person == null) {
      return "Say who you are to sign.";
    }
    if (asked.separated().stream().anyMatch(person::equalsIgnoreCase)) {
      return "You submitted, trained or own this model, and whoever builds does not approve.";
    }
    if (asked.seats().stream()
        .anyMatch(seat -> visitor.seats().contains(seat.role()) && !missing.contains(seat))) {
      return "Your seat has signed.";
    }
    return "The trust file gives you none of these seats"
        + (visitor.seats().isEmpty() ? "." : ", only " + String.join(", ", visitor.seats()) + ".");
  }

  private static SeatRow row(Seat seat, SignOffRequest asked, boolean missing) {
    return new SeatRow(
        seat.role(),
        seat.people().isEmpty()
            ? "whoever the trust file allows"
            : String.join(", ", seat.people()),
        missing ? "waits" : "signed",
        missing ? "open" : "good",
        Words.of(asked.deadline(seat)));
  }
}
