package dev.countersign.manifest;

import dev.countersign.manifest.GateVocabulary.Option;
import dev.countersign.manifest.GateVocabulary.OptionType;
import dev.countersign.manifest.binding.SchemaWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** JSON Schema of what gates know: each gate with its own checks and options. */
public final class GateSchema {
  private GateSchema() {}

  /**
   * The schema of a mapping of gates.
   *
   * @param gates those that may be named
   * @param bar schema of one bar
   * @param more further keys a gate has beside its checks and options
   */
  public static Map<String, Object> gates(
      List<GateVocabulary> gates, Map<String, Object> bar, Map<String, Object> more) {
    SequencedMap<String, Object> properties = new LinkedHashMap<>();
    for (GateVocabulary words : gates) {
      SequencedMap<String, Object> keys = new LinkedHashMap<>();
      keys.put("checks", checks(words, bar));
      keys.putAll(more);
      words.options().forEach(option -> keys.put(option.name(), option(option)));
      properties.put(words.gate(), closed(words.doc(), keys));
    }
    return closed("", properties);
  }

  /** The schema of a mapping of one gate's checks. */
  public static Map<String, Object> checks(GateVocabulary words, Map<String, Object> bar) {
    SequencedMap<String, Object> properties = new LinkedHashMap<>();
    for (GateVocabulary.Check check : words.checks()) {
      SequencedMap<String, Object> schema = new LinkedHashMap<>();
      schema.put("description", check.doc());
      schema.putAll(bar);
      properties.put(check.id(), schema);
    }
    return closed("", properties);
  }

  private static Map<String, Object> closed(String doc, Map<String, Object> properties) {
    SequencedMap<String, Object> schema = new LinkedHashMap<>();
    if (!doc.isEmpty()) {
      schema.put("description", doc);
    }
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put("additionalProperties", false);
    return schema;
  }

  private static Map<String, Object> option(Option option) {
    SequencedMap<String, Object> schema = new LinkedHashMap<>();
    schema.put("description", option.doc());
    schema.putAll(
        switch (option.type()) {
          case OptionType.Whole(var limits) -> SchemaWriter.number("integer", limits);
          case OptionType.Real(var limits) -> SchemaWriter.number("number", limits);
          case OptionType.OneOf(var values) -> Map.of("enum", values);
          case OptionType.Text _ -> Map.of("type", "string");
          case OptionType.Texts _ -> SchemaWriter.texts();
          case OptionType.Mapping _ -> Map.of("type", "object");
        });
    return schema;
  }
}
