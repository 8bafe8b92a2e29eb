package dev.countersign.manifest.binding;

import dev.countersign.manifest.binding.Shape.Field;
import dev.countersign.manifest.binding.Shape.Limits;
import dev.countersign.manifest.binding.Shape.Struct;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes a document's JSON Schema (draft 2020-12) from its record, so that editors complete and
 * check it. The schema is never stricter than the reader; what crosses keys stays with the reader.
 */
public final class SchemaWriter {
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  private final BiFunction<Struct, Field, @Nullable Map<String, Object>> instead;
  private final Map<String, Object> definitions = new TreeMap<>();

  /**
   * A writer.
   *
   * @param instead the schema of a field that knows better than its shape, or null for all others
   */
  public SchemaWriter(BiFunction<Struct, Field, @Nullable Map<String, Object>> instead) {
    this.instead = instead;
  }

  /** The schema of a document. */
  public SequencedMap<String, Object> document(Class<? extends Record> type) {
    Document document = type.getAnnotation(Document.class);
    if (document == null) {
      throw new IllegalArgumentException(type + " is not annotated with @Document");
    }
    SequencedMap<String, Object> body = struct(Shapes.of(type));
    SequencedMap<String, Object> properties = new LinkedHashMap<>();
    properties.put("apiVersion", Map.of("const", document.apiVersion()));
    properties.put("kind", Map.of("const", document.kind()));
    properties.putAll(child(body, "properties"));
    SequencedMap<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", DIALECT);
    schema.put("title", "Countersign " + document.kind());
    schema.putAll(body);
    schema.put("properties", properties);
    schema.put("required", required(body));
    schema.put("$defs", definitions);
    return schema;
  }

  private static List<?> required(Map<String, Object> body) {
    List<Object> required = new ArrayList<>(List.of("apiVersion", "kind"));
    if (body.get("required") instanceof List<?> more) {
      required.addAll(more);
    }
    return required;
  }

  @SuppressWarnings("unchecked") // written as such below
  private static Map<String, Object> child(Map<String, Object> schema, String key) {
    return (Map<String, Object>) schema.getOrDefault(key, Map.of());
  }

  /** A reference to the schema of a record, which is defined once. */
  public Map<String, Object> reference(Class<? extends Record> type) {
    String name = type.getSimpleName();
    if (!definitions.containsKey(name)) {
      definitions.put(name, Map.of());
      definitions.put(name, struct(Shapes.of(type)));
    }
    return Map.of("$ref", "#/$defs/" + name);
  }

  private SequencedMap<String, Object> struct(Struct struct) {
    SequencedMap<String, Object> properties = new LinkedHashMap<>();
    for (Field field : struct.fields()) {
      if (!field.rest()) {
        properties.put(field.key(), field(struct, field));
      }
    }
    SequencedMap<String, Object> schema = new LinkedHashMap<>();
    Doc doc = struct.type().getAnnotation(Doc.class);
    if (doc != null) {
      schema.put("description", doc.value());
    }
    schema.put("type", "object");
    schema.put("properties", properties);
    List<String> required =
        struct.fields().stream().filter(Field::required).map(Field::key).toList();
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.put("additionalProperties", struct.rest().isPresent());
    return schema;
  }

  private Map<String, Object> field(Struct struct, Field field) {
    SequencedMap<String, Object> schema = new LinkedHashMap<>();
    if (!field.doc().isEmpty()) {
      schema.put("description", field.doc());
    }
    Map<String, Object> known = instead.apply(struct, field);
    schema.putAll(known != null ? known : shape(field.shape()));
    return schema;
  }

  private Map<String, Object> shape(Shape shape) {
    return switch (shape) {
      case Shape.Text text -> text(text);
      case Shape.Whole(Limits limits, _) -> number("integer", limits);
      case Shape.Real(Limits limits) -> number("number", limits);
      case Shape.Flag _ -> Map.of("type", "boolean");
      case Shape.Choice choice -> Map.of("enum", choice.names());
      case Shape.Many(Shape item, int least) ->
          sized("array", "items", shape(item), "minItems", least);
      case Shape.Keyed(Shape value, int least) ->
          sized("object", "additionalProperties", shape(value), "minProperties", least);
      case Shape.Free _ -> Map.of();
      case Struct struct -> reference(struct.type());
      case Shape.Either(List<Struct> variants) ->
          Map.of("anyOf", variants.stream().map(variant -> reference(variant.type())).toList());
    };
  }

  /** The schema of lists of texts. */
  public static Map<String, Object> texts() {
    return sized("array", "items", Map.of("type", "string"), "minItems", 0);
  }

  private static Map<String, Object> text(Shape.Text text) {
    SequencedMap<String, Object> schema = new LinkedHashMap<>();
    Pattern pattern = text.pattern();
    if (pattern == null) {
      schema.put("type", List.of("string", "number", "boolean"));
      schema.put("pattern", "\\S");
    } else {
      schema.put("type", "string");
      schema.put("pattern", "^(?:" + pattern.pattern() + ")$");
    }
    return schema;
  }

  /** The schema of numbers within limits. */
  public static Map<String, Object> number(String type, Limits limits) {
    SequencedMap<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", type);
    if (Double.isFinite(limits.min())) {
      schema.put(limits.above() ? "exclusiveMinimum" : "minimum", limits.min());
    }
    if (Double.isFinite(limits.max())) {
      schema.put(limits.below() ? "exclusiveMaximum" : "maximum", limits.max());
    }
    return schema;
  }

  private static Map<String, Object> sized(
      String type, String inner, Map<String, Object> schema, String bound, int least) {
    SequencedMap<String, Object> sized = new LinkedHashMap<>();
    sized.put("type", type);
    sized.put(inner, schema);
    if (least > 0) {
      sized.put(bound, least);
    }
    return sized;
  }
}
