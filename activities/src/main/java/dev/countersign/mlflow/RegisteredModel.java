package dev.countersign.mlflow;

import dev.countersign.manifest.ModelSpec;
import java.util.Map;
import java.util.Optional;

/**
 * A version in the registry. Versions that others put there have no release and no digest.
 *
 * @param model the model's name
 * @param number the registry's own number of the version, from 1
 * @param tags everything it is tagged with
 * @param location where the registry keeps its files, in the registry's own terms
 * @param link where a person can look at it
 */
public record RegisteredModel(
    String model, int number, Map<String, String> tags, String location, String link) {
  /** The tag that holds {@link #digest()}, for searches. */
  public static final String DIGEST_TAG = Tag.DIGEST.key();

  public RegisteredModel {
    tags = Map.copyOf(tags);
  }

  /** {@code models:/<name>/<number>}. */
  public String uri() {
    return new ModelUri(model, String.valueOf(number), false).toString();
  }

  /** The version people know it by; the registry's number where nobody gave one. */
  public String version() {
    return tag(Tag.VERSION).orElseGet(() -> String.valueOf(number));
  }

  /** Digest of its file, as it was registered. */
  public Optional<String> digest() {
    return tag(Tag.DIGEST);
  }

  /** How to read its file. */
  public Optional<ModelSpec.Format> format() {
    return tag(Tag.FORMAT).map(ModelSpec.Format::valueOf);
  }

  /** Which output is the favourable class; 1 unless it was said. */
  public int favourableIndex() {
    return tag(Tag.FAVOURABLE_INDEX).map(Integer::valueOf).orElse(1);
  }

  /** How its release ended, for example {@code RELEASED}; empty while it goes on. */
  public Optional<String> outcome() {
    return tag(Tag.OUTCOME);
  }

  Optional<String> tag(Tag tag) {
    return Optional.ofNullable(tags.get(tag.key()));
  }
}
