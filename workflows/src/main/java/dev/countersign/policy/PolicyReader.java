package dev.countersign.policy;

import dev.countersign.manifest.GateLint;
import dev.countersign.manifest.GateVocabulary;
import dev.countersign.manifest.binding.DocumentReader;
import dev.countersign.manifest.binding.Draft;
import dev.countersign.manifest.binding.Problems;
import dev.countersign.passport.Digests;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads policies, within the same bounds as manifests; whatever the text holds, nothing is thrown.
 */
public final class PolicyReader {
  private static final DocumentReader READER = new DocumentReader(PolicyPack.class);

  private PolicyReader() {}

  /** Reads YAML text. */
  public static PolicyReading read(String text) {
    Problems problems = new Problems();
    Draft draft = READER.read(text, problems);
    draft
        .at("gates")
        .entries()
        .forEach((id, gate) -> GateLint.check(id, gate, GateVocabulary.all(), problems));
    checkSeatsOnce(draft, problems);
    PolicyPack pack = problems.isEmpty() ? draft.as(PolicyPack.class).orElseThrow() : null;
    String digest = Digests.sha256(text.getBytes(StandardCharsets.UTF_8));
    return new PolicyReading(pack, problems.list(), draft, digest);
  }

  private static void checkSeatsOnce(Draft draft, Problems problems) {
    Set<String> seen = new HashSet<>();
    for (Draft seat : draft.at("seats").items()) {
      seat.as(PolicyPack.SeatPolicy.class)
          .filter(policy -> !seen.add(policy.role() + "@" + policy.board()))
          .ifPresent(
              policy ->
                  problems.add(
                      seat.at("role"),
                      "'" + policy.role() + "' sits on this board already",
                      "Join the two"));
    }
  }
}
