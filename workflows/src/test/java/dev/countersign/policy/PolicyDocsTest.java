package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.countersign.manifest.GateVocabulary;
import dev.countersign.manifest.Golden;
import dev.countersign.manifest.ReferencePage;
import dev.countersign.manifest.RiskTier;
import dev.countersign.passport.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class PolicyDocsTest {
  private static final String INTRO =
      """
      <!-- Made from the records by PolicyDocsTest; recreate it with -Dcountersign.recreate=true. -->
      # Policies

      A policy sets the bar before anything is measured. Each risk tier has a floor (`countersign \
      policy show high`), and an organisation's pack may tighten it, never loosen it: a larger `min`, \
      a smaller `max` or `maxDrop`, `block` over `warn`, `interval` over `estimate`, more seats, \
      fewer people who may fill one, shorter deadlines and waivers, a longer way back, fewer uses of \
      protected attributes. Packs may come in any order. What a bar leaves out is left to the floor. \
      `countersign policy lint FILE` finds what is wrong with a pack, and [the schema](policy.schema.json) \
      lets editors complete it.

      It starts with `apiVersion: countersign.dev/v1` and `kind: Policy`.
      """;

  @Test
  void schemaOfPoliciesIsUpToDate() {
    Golden.check("policy.schema.json", PolicySchema.json());
  }

  @ParameterizedTest
  @EnumSource(value = RiskTier.class, mode = EnumSource.Mode.EXCLUDE, names = "UNACCEPTABLE")
  void everyFloorKeepsToTheSchema(RiskTier tier) {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(PolicySchema.json(), InputFormat.JSON);
    Object tree = new Load(LoadSettings.builder().build()).loadFromString(Policies.text(tier));
    JsonNode json = Json.mapper().valueToTree(tree);
    assertThat(schema.validate(json)).isEmpty();
  }

  @Test
  void referenceOfPoliciesIsUpToDate() {
    Golden.check("policy.md", ReferencePage.of(PolicyPack.class, INTRO, GateVocabulary.all()));
  }
}
