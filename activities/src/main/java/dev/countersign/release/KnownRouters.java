package dev.countersign.release;

import dev.countersign.activity.RolloutTerms;
import dev.countersign.activity.TrafficTask;
import dev.countersign.evidence.EvidenceStore;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.passport.Digests;
import dev.countersign.passport.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every router that a rollout ever moved, remembered beside the evidence before it is moved, but
 * for those that people had it forget since.
 */
final class KnownRouters {
  private static final String REGISTER = "routers";
  private static final String FORGOTTEN = "routers-forgotten";

  private final EvidenceStore evidence;

  KnownRouters(EvidenceStore evidence) {
    this.evidence = evidence;
  }

  /**
   * A router, as a manifest named it.
   *
   * @param environment for example {@code production}
   * @param model the model's name
   * @param kind for example {@code haproxy}
   * @param options the kind's options
   */
  record Known(String environment, String model, String kind, Map<String, Object> options) {

    /** What it is remembered by. */
    String digest() {
      return Digests.ofJson(this);
    }
  }

  /**
   * Remembers the router of a task, also where it was forgotten before; remembering it again
   * changes nothing.
   */
  void remember(TrafficTask task) {
    RolloutTerms terms = task.terms();
    Known known =
        new Known(terms.plan().environment(), task.model(), terms.router(), terms.routerOptions());
    String digest = evidence.put("router.json", Json.canonicalBytes(known)).digest();
    long forgotten = times(FORGOTTEN, digest);
    String entry = String.join(" ", known.environment(), known.model(), digest);
    var _ = evidence.remember(REGISTER, forgotten == 0 ? entry : entry + " " + forgotten);
  }

  /**
   * Forgets a router by an order that is kept; the same order again changes nothing.
   *
   * @return where the order is kept
   */
  EvidenceRef forget(Known known, String order) {
    EvidenceRef kept = evidence.put("forget-router.json", order.getBytes(StandardCharsets.UTF_8));
    var _ = evidence.remember(FORGOTTEN, known.digest() + " " + kept.digest());
    return kept;
  }

  /** Whether an order was carried out already. */
  boolean carriedOut(Known known, String order) {
    String digest = Digests.sha256(order.getBytes(StandardCharsets.UTF_8));
    return evidence.recall(FORGOTTEN).contains(known.digest() + " " + digest);
  }

  /** All of them, oldest first. */
  List<Known> all() {
    return remembered()
        .filter(digest -> times(REGISTER, digest) > times(FORGOTTEN, digest))
        .map(this::read)
        .toList();
  }

  /** One of them, or one that was forgotten. */
  Optional<Known> byDigest(String digest) {
    return remembered().filter(digest::equals).findFirst().map(this::read);
  }

  private Known read(String digest) {
    return Json.read(evidence.get(digest), Known.class);
  }

  private Stream<String> remembered() {
    return evidence.recall(REGISTER).stream().map(KnownRouters::routerOf).distinct();
  }

  private long times(String register, String digest) {
    return evidence.recall(register).stream()
        .map(KnownRouters::routerOf)
        .filter(digest::equals)
        .count();
  }

  /** The router's digest is the first one of an entry. */
  private static String routerOf(String entry) {
    int start = entry.indexOf(Digests.PREFIX);
    int end = entry.indexOf(' ', start);
    return end < 0 ? entry.substring(start) : entry.substring(start, end);
  }
}
