package dev.countersign.verification;

import dev.countersign.approval.OrderCheck;
import dev.countersign.approval.OrderPredicate;
import dev.countersign.approval.Refusal;
import dev.countersign.approval.SignedOrder;
import dev.countersign.approval.Submission;
import dev.countersign.approval.SubmissionCheck;
import dev.countersign.approval.TrustFile;
import dev.countersign.manifest.RiskTier;
import dev.countersign.passport.EntryKind;
import dev.countersign.passport.Envelope;
import dev.countersign.passport.EvidenceLog;
import dev.countersign.passport.LogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What those promise who start and steer a release: that it was they. */
final class SteeringPromises {
  private final Passport passport;
  private final PassportIndex index;
  private final @Nullable TrustFile trust;

  SteeringPromises(Passport passport, PassportIndex index, @Nullable TrustFile trust) {
    this.passport = passport;
    this.index = index;
    this.trust = trust;
  }

  Finding submitter() {
    String person = passport.claims().metadata().submittedBy();
    if (!passport.has(Names.SUBMISSION)) {
      return unsigned(person);
    }
    Envelope envelope = passport.envelope(Names.SUBMISSION);
    Optional<LogEntry> came = passport.log().recorded(EntryKind.INTAKE, envelope.digest());
    if (came.isEmpty()) {
      return Finding.failed(Promise.SUBMITTER, Names.SUBMISSION + " is not in the log");
    }
    if (trust == null) {
      return Finding.unknown(Promise.SUBMITTER, PeoplePromises.WITHOUT_TRUST);
    }
    var submission = new Submission(index.release(), passport.digest(Names.MANIFEST), person);
    Optional<Refusal> refusal =
        SubmissionCheck.refuse(
            envelope, trust, submission, passport.policy().tier(), came.get().at());
    return refusal
        .map(no -> Finding.failed(Promise.SUBMITTER, Names.SUBMISSION + ": " + no.sentence()))
        .orElseGet(() -> Finding.ok(Promise.SUBMITTER, person + " handed it in and signed that"));
  }

  private Finding unsigned(String person) {
    boolean said =
        passport.log().entries().stream()
            .anyMatch(
                entry ->
                    entry.kind() == EntryKind.INTAKE
                        && "submitter".equals(entry.about())
                        && entry.subject() != null);
    if (said) {
      return Finding.failed(Promise.SUBMITTER, "the log records a signature that is missing here");
    }
    if (passport.policy().tier().compareTo(RiskTier.HIGH) >= 0 && !index.demo()) {
      return Finding.failed(
          Promise.SUBMITTER,
          "nobody proved to be " + person + ", and for a high risk the submitter signs");
    }
    return Finding.ok(
        Promise.SUBMITTER,
        person
            + " by the manifest's word alone, which is enough for "
            + (index.demo() ? "a demonstration" : passport.policy().tier()));
  }

  Finding orders() {
    EvidenceLog log = passport.log();
    Map<String, Envelope> orders = passport.orders();
    List<LogEntry> given =
        log.entries().stream().filter(entry -> entry.kind() == EntryKind.COMMAND).toList();
    for (LogEntry entry : given) {
      if (entry.subject() != null
          && orders.values().stream().noneMatch(o -> o.digest().equals(entry.subject()))) {
        return Finding.failed(
            Promise.ORDERS, "the signed order to " + entry.about() + " in the log is missing here");
      }
    }
    List<String> words = new ArrayList<>();
    for (Map.Entry<String, Envelope> file : orders.entrySet()) {
      Optional<LogEntry> came = log.recorded(EntryKind.COMMAND, file.getValue().digest());
      if (came.isEmpty()) {
        return Finding.failed(Promise.ORDERS, file.getKey() + " is not in the log");
      }
      OrderPredicate said =
          file.getValue().statement().predicate(OrderPredicate.TYPE, OrderPredicate.class);
      Optional<Refusal> refusal = refuse(file.getValue(), said, came.get(), log);
      if (refusal.isPresent()) {
        return Finding.failed(Promise.ORDERS, file.getKey() + ": " + refusal.get().sentence());
      }
      words.add(said.order() + " by " + said.person());
    }
    return conclude(given.size(), words);
  }

  private Optional<Refusal> refuse(
      Envelope envelope, OrderPredicate said, LogEntry came, EvidenceLog log) {
    if (trust == null) {
      return Optional.empty();
    }
    var order =
        new SignedOrder(
            index.release(), String.valueOf(came.about()), said.person(), said.reason());
    return OrderCheck.refuse(envelope, trust, order, log.before(came), came.at());
  }

  private Finding conclude(int given, List<String> signed) {
    if (given == 0) {
      return Finding.ok(Promise.ORDERS, "nobody steered it");
    }
    String words =
        (given == 1 ? "1 order" : given + " orders")
            + (signed.isEmpty() ? ", unsigned" : "; signed: " + Passport.list(signed));
    return trust == null && !signed.isEmpty()
        ? Finding.unknown(Promise.ORDERS, PeoplePromises.WITHOUT_TRUST)
        : Finding.ok(Promise.ORDERS, words);
  }
}
