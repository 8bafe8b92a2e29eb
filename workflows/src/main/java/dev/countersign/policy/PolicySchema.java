package dev.countersign.policy;

import dev.countersign.manifest.GateSchema;
import dev.countersign.manifest.GateVocabulary;
import dev.countersign.manifest.binding.SchemaWriter;
import dev.countersign.manifest.binding.Shape.Field;
import dev.countersign.manifest.binding.Shape.Struct;
import dev.countersign.passport.Json;
import dev.countersign.policy.PolicyPack.BarPolicy;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON Schema of policies, made from the records and the gates' vocabulary. */
public final class PolicySchema {
  private static final Map<String, Object> BASIS = Map.of("basis", Map.of("type", "string"));

  private final SchemaWriter writer = new SchemaWriter(this::gates);

  private PolicySchema() {}

  /** The schema as indented JSON, draft 2020-12. */
  public static String json() {
    return Json.pretty(new PolicySchema().writer.document(PolicyPack.class)) + "\n";
  }

  private @Nullable Map<String, Object> gates(Struct struct, Field field) {
    return struct.type() == PolicyPack.class && field.key().equals("gates")
        ? GateSchema.gates(GateVocabulary.all(), writer.reference(BarPolicy.class), BASIS)
        : null;
  }
}
