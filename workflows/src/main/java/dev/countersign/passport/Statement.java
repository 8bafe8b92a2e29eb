package dev.countersign.passport;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An in-toto Statement v1: something said about subjects, which it names by digest.
 *
 * @param type {@link #TYPE}
 * @param subject what it is about, at least one
 * @param predicateType what kind of thing is said, a URI with a version
 * @param predicate what is said
 */
public record Statement(
    @JsonProperty("_type") String type,
    List<Descriptor> subject,
    String predicateType,
    JsonNode predicate) {
  public static final String TYPE = "https://in-toto.io/Statement/v1";

  public Statement {
    if (!TYPE.equals(type)) {
      throw new IllegalArgumentException("_type is " + TYPE + ", not " + type);
    }
    subject = subject == null ? List.of() : List.copyOf(subject);
    if (subject.isEmpty()) {
      throw new IllegalArgumentException("a statement is about something: it needs a subject");
    }
    if (predicateType == null || predicate == null || !predicate.isObject()) {
      throw new IllegalArgumentException("a statement says something: it needs a predicate");
    }
  }

  /**
   * in-toto's ResourceDescriptor, as far as it is needed here.
   *
   * @param name for people; null where the digest says enough
   * @param uri where it can be fetched
   * @param digest by algorithm; here always {@code sha256}, in hexadecimal digits alone
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Descriptor(
      @Nullable String name, @Nullable String uri, Map<String, String> digest) {
    public Descriptor {
      digest = digest == null ? Map.of() : Map.copyOf(digest);
    }

    /** Names something by its digest ({@code sha256:…}). */
    public static Descriptor of(String name, String digest) {
      return new Descriptor(name, null, Map.of("sha256", Digests.parse(digest)));
    }

    /**
     * The digest, {@code sha256:…}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public String sha256() {
      return Digests.validate(Digests.PREFIX + digest.get("sha256"));
    }
  }

  /** Says {@code predicate} about one subject. */
  public static Statement about(Descriptor subject, String predicateType, Object predicate) {
    return new Statement(
        TYPE, List.of(subject), predicateType, Json.mapper().valueToTree(predicate));
  }

  /**
   * Reads a statement.
   *
   * @throws IllegalArgumentException if it is none, or not written in the one canonical way
   */
  public static Statement read(byte[] json) {
    JsonNode tree = Json.read(json, JsonNode.class);
    if (!Arrays.equals(Json.canonicalBytes(tree), json)) {
      throw new IllegalArgumentException("the statement isn't canonical JSON");
    }
    return Json.read(json, Statement.class);
  }

  /**
   * What is said, if it is of this kind and about one subject.
   *
   * @throws IllegalArgumentException if it isn't
   */
  public <T> T predicate(String expectedType, Class<T> shape) {
    if (!expectedType.equals(predicateType)) {
      throw new IllegalArgumentException("it says " + predicateType + ", not " + expectedType);
    }
    if (subject.size() != 1) {
      throw new IllegalArgumentException("it is about " + subject.size() + " things, not one");
    }
    return Json.read(Json.canonicalBytes(predicate), shape);
  }

  /** The digest of the one thing it is about. */
  public String subjectDigest() {
    return subject.getFirst().sha256();
  }
}
