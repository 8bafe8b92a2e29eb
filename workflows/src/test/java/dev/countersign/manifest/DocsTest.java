package dev.countersign.manifest;

import org.junit.jupiter.api.Test;

class DocsTest {
  private static final String INTRO =
      """
      <!-- Made from the records by DocsTest; recreate it with -Dcountersign.recreate=true. -->
      # The manifest

      A release starts from one YAML file. It is frozen and digested at intake: what it says can't \
      change afterwards. Every mistake in it is reported at once, with its line and what to write \
      instead. Editors complete and check it with [the schema](manifest.schema.json); put this on \
      its first line:

          # yaml-language-server: $schema=docs/manifest.schema.json

      It starts with `apiVersion: countersign.dev/v1` and `kind: ModelRelease`.
      """;

  @Test
  void schemaOfTheManifestIsUpToDate() {
    Golden.check("manifest.schema.json", ManifestSchema.json());
  }

  @Test
  void referenceOfTheManifestIsUpToDate() {
    Golden.check("manifest.md", ReferencePage.of(ReleaseManifest.class, INTRO, GateRules.GATES));
  }
}
