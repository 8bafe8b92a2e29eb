package dev.countersign.release;

import dev.countersign.activity.RolloutTerms;
import dev.countersign.activity.TrafficTask;
import dev.countersign.evidence.EvidenceStore;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.passport.Json;
import java.util.List;
import java.util.Map;

/** Every router that a rollout ever moved, remembered beside the evidence before it is moved. */
final class KnownRouters {
  private static final String REGISTER = "routers";

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
  record Known(String environment, String model, String kind, Map<String, Object> options) {}

  /** Remembers the router of a task; remembering it again changes nothing. */
  void remember(TrafficTask task) {
    RolloutTerms terms = task.terms();
    Known known =
        new Known(terms.plan().environment(), task.model(), terms.router(), terms.routerOptions());
    EvidenceRef kept = evidence.put("router.json", Json.canonicalBytes(known));
    var _ =
        evidence.remember(
            REGISTER, String.join(" ", known.environment(), known.model(), kept.digest()));
  }

  /** All of them, oldest first. */
  List<Known> all() {
    return evidence.recall(REGISTER).stream()
        .map(entry -> entry.substring(entry.lastIndexOf(' ') + 1))
        .map(digest -> Json.read(evidence.get(digest), Known.class))
        .toList();
  }
}
