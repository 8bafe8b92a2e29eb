package dev.countersign.manifest;

import dev.countersign.manifest.binding.DocumentReader;
import dev.countersign.manifest.binding.Draft;
import dev.countersign.manifest.binding.Problems;
import java.util.List;

/**
 * Reads manifests. The text is untrusted: at most 1 MB, 32 levels, 100 aliases, no tags, one
 * document, no key twice. Whatever it holds, every mistake that can be told without data and policy
 * comes back at once, and nothing is thrown.
 */
public final class ManifestReader {
  private static final DocumentReader READER = new DocumentReader(ReleaseManifest.class);

  private static final List<Rule> RULES =
      List.of(
          new UseRules(),
          new PeopleRules(),
          new DataRules(),
          new FeatureRules(),
          new ModelRules(),
          new TaskRules(),
          new MitigationRules(),
          new GateRules(),
          new FallbackRules(),
          new RolloutRules(),
          new RouterRules(),
          new LiveGroupRules(),
          new LiveCheckRules(),
          new AftercareRules());

  private ManifestReader() {}

  /** Reads YAML text. */
  public static ManifestReading read(String text) {
    Problems problems = new Problems();
    Draft draft = READER.read(text, problems);
    if (!draft.entries().isEmpty()) {
      RULES.forEach(rule -> rule.check(draft, problems));
    }
    ReleaseManifest manifest =
        problems.isEmpty() ? draft.as(ReleaseManifest.class).orElseThrow() : null;
    return new ManifestReading(manifest, problems.list(), draft);
  }
}
