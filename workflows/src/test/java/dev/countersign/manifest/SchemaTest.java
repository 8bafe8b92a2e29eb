package dev.countersign.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.countersign.passport.Json;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class SchemaTest {
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(ManifestSchema.json(), InputFormat.JSON);

  @TestFactory
  Iterable<DynamicTest> everyExampleKeepsToTheSchema() {
    return Shared.manifests("").stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> assertThat(errors(Shared.text(file))).isEmpty()))
        .toList();
  }

  @Test
  void aCompleteManifestKeepsToTheSchema() {
    assertThat(errors(Manifests.COMPLETE)).isEmpty();
  }

  @Test
  void theSchemaTellsMisspeltMissingAndMistypedKeys() {
    String wrong =
        Manifests.COMPLETE
            .replace("  protected:", "  protectd:")
            .replace(", provenance: human-decision", "")
            .replace("rounds: 50", "rounds: many");
    assertThat(errors(wrong))
        .anyMatch(error -> error.contains("protectd"))
        .anyMatch(error -> error.contains("provenance"))
        .anyMatch(error -> error.contains("rounds"));
  }

  @Test
  void theSchemaIsNeverStricterThanTheReader() {
    for (String line : List.of("favourable: 1", "reference: true")) {
      String loose = Manifests.COMPLETE.replace(line.replaceAll(": .*", ": good"), line);
      assertThat(errors(loose)).isEmpty();
    }
  }

  @Test
  void theSchemaCannotSeeWhatCrossesKeys() {
    String crossed = Manifests.COMPLETE.replace("risk: high", "risk: minimal");
    assertThat(errors(crossed)).isEmpty();
    assertThat(ManifestReader.read(crossed).problems()).isNotEmpty();
  }

  private static List<String> errors(String yaml) {
    Object tree = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    JsonNode json = Json.mapper().valueToTree(tree);
    return SCHEMA.validate(json).stream().map(Error::toString).toList();
  }
}
