package dev.countersign.manifest;

import dev.countersign.manifest.GateSpec.CheckSpec;
import dev.countersign.manifest.RolloutSpec.Analysis;
import dev.countersign.manifest.binding.SchemaWriter;
import dev.countersign.manifest.binding.Shape.Field;
import dev.countersign.manifest.binding.Shape.Struct;
import dev.countersign.passport.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The manifest's JSON Schema, made from the records and the gates' vocabulary. */
public final class ManifestSchema {
  private final SchemaWriter writer = new SchemaWriter(this::gates);

  private ManifestSchema() {}

  /** The schema as indented JSON, draft 2020-12. */
  public static String json() {
    return Json.pretty(new ManifestSchema().writer.document(ReleaseManifest.class)) + "\n";
  }

  private @Nullable Map<String, Object> gates(Struct struct, Field field) {
    Map<String, Object> bar = writer.reference(CheckSpec.class);
    if (struct.type() == ReleaseManifest.class && field.key().equals("gates")) {
      return GateSchema.gates(GateRules.GATES, bar, Map.of());
    }
    if (struct.type() == Analysis.class && field.key().equals("checks")) {
      return GateSchema.checks(GateRules.LIVE, bar);
    }
    return null;
  }
}
