package dev.countersign.approval;

import dev.countersign.manifest.Durations;
import dev.countersign.manifest.RiskTier;
import dev.countersign.passport.Digests;
import dev.countersign.passport.EntryKind;
import dev.countersign.passport.Envelope;
import dev.countersign.passport.EvidenceLog;
import dev.countersign.passport.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks who gave an order: pure, so that the running release and {@code countersign verify} decide
 * alike.
 */
public final class OrderCheck {
  private static final String AGAIN = "Give the order again with --key";

  private OrderCheck() {}

  /**
   * Why an envelope doesn't prove that {@code order} was given by whom it names, or nothing if it
   * does.
   *
   * @param log the release's log as it stands, which the order must have been signed over, once;
   *     null where the release has ended and only the order's age tells
   * @param now when it came
   */
  public static Optional<Refusal> refuse(
      Envelope envelope,
      TrustFile trust,
      SignedOrder order,
      @Nullable EvidenceLog log,
      Instant now) {
    Statement statement;
    OrderPredicate said;
    String head;
    try {
      statement = envelope.statement();
      said = statement.predicate(OrderPredicate.TYPE, OrderPredicate.class);
      head = statement.subjectDigest();
    } catch (IllegalArgumentException e) {
      return Optional.of(malformed(e));
    }
    Optional<Refusal> author =
        Authorship.refuse(envelope, trust, RiskTier.HIGH, said.person(), now);
    if (author.isPresent()) {
      return author;
    }
    if (!order.release().equals(statement.subject().getFirst().name())) {
      return refused(
          RefusalCode.OTHER_RELEASE,
          "it was signed for "
              + statement.subject().getFirst().name()
              + ", not "
              + order.release());
    }
    if (!said.order().equals(order.order())
        || !said.person().equals(order.person())
        || !Objects.equals(said.reason(), order.reason())) {
      return refused(
          RefusalCode.OTHER_ORDER,
          "another order was signed than was sent: " + said.order() + " by " + said.person());
    }
    if (Duration.between(said.at(), now).abs().compareTo(SubmissionCheck.FRESH) > 0) {
      return refused(
          RefusalCode.STALE,
          "it was signed at "
              + said.at()
              + " and came at "
              + now
              + ", more than "
              + Durations.show(SubmissionCheck.FRESH)
              + " apart");
    }
    return log == null ? Optional.empty() : refuseReplay(envelope, head, log);
  }

  /** The refusal of what can't be read as a signed order. */
  public static Refusal malformed(IllegalArgumentException e) {
    return new Refusal(RefusalCode.MALFORMED, "this is no signed order: " + e.getMessage(), AGAIN);
  }

  private static Optional<Refusal> refuseReplay(Envelope envelope, String head, EvidenceLog log) {
    if (log.lengthAt(head) < 0) {
      return refused(
          RefusalCode.UNKNOWN_LOG_HEAD, "it was signed over a log that this release never had");
    }
    if (log.recorded(EntryKind.COMMAND, Digests.ofJson(envelope)).isPresent()) {
      return refused(RefusalCode.REPLAYED, "this very order was carried out already");
    }
    return Optional.empty();
  }

  private static Optional<Refusal> refused(RefusalCode code, String sentence) {
    return Optional.of(new Refusal(code, sentence, AGAIN));
  }
}
