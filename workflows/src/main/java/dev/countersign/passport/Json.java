package dev.countersign.passport;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/**
 * The one JSON dialect of payloads, evidence, envelopes and output: records by their components,
 * {@code java.time} as ISO 8601 strings, enums by name, null left out, unknown fields ignored.
 */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.USE_DEFAULTS))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .build();

  private static final ObjectMapper COMPLETE =
      MAPPER.copy().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  private Json() {}

  /** The mapper behind everything here, shared: use it, never reconfigure it. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  /**
   * The one way to write {@code value}, so that equal values have equal bytes and digests: see
   * {@link CanonicalJson}.
   *
   * @throws IllegalArgumentException if the value can't be written as JSON
   */
  public static byte[] canonicalBytes(Object value) {
    JsonNode tree = value instanceof JsonNode node ? node : MAPPER.valueToTree(value);
    return CanonicalJson.write(tree);
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException if the bytes are no JSON or no {@code type}; says where
   */
  public static <T> T read(byte[] json, Class<T> type) {
    return read(MAPPER, json, type);
  }

  /**
   * Reads what another process says now: the same, and a number or truth value that is null or
   * missing is an error, never 0 or false.
   *
   * @throws IllegalArgumentException if the bytes are no JSON or no complete {@code type}; says
   *     where
   */
  public static <T> T readComplete(byte[] json, Class<T> type) {
    return read(COMPLETE, json, type);
  }

  private static <T> T read(ObjectMapper mapper, byte[] json, Class<T> type) {
    T value;
    try {
      value = mapper.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "not a readable " + type.getSimpleName() + ": " + where(e), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("not a readable " + type.getSimpleName(), e);
    }
    if (value == null) {
      throw new IllegalArgumentException("not a readable " + type.getSimpleName() + ": it is null");
    }
    return value;
  }

  /** Indented JSON for people, in the order of the record's components. */
  public static String pretty(Object value) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("can't be written as JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static String where(JsonProcessingException e) {
    var at = e.getLocation();
    return e.getOriginalMessage()
        + (at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")");
  }
}
