package dev.countersign.passport;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a release is made of, by digest. Its own digest is what people sign: change any part and it
 * is another release.
 *
 * @param manifest digest of the frozen manifest's canonical JSON
 * @param policy digest of the effective policy's canonical JSON
 * @param data digest of each source's content by the source's name in the manifest, for example
 *     {@code source} or {@code train}; never empty
 * @param model digest of the model file; null until there is one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReleaseDigest(
    String manifest, String policy, SortedMap<String, String> data, @Nullable String model) {

  public ReleaseDigest {
    Digests.validate(manifest);
    Digests.validate(policy);
    if (data == null || data.isEmpty()) {
      throw new IllegalArgumentException("a release rests on data: give each source's digest");
    }
    data = Collections.unmodifiableSortedMap(new TreeMap<>(data));
    data.values().forEach(Digests::validate);
    if (model != null) {
      Digests.validate(model);
    }
  }

  /** The parts of a release; {@code data} in any order. */
  public static ReleaseDigest of(
      String manifest, String policy, Map<String, String> data, @Nullable String model) {
    return new ReleaseDigest(manifest, policy, new TreeMap<>(data), model);
  }

  /** The release's digest: that of the canonical JSON of its parts. */
  public String digest() {
    return Digests.ofJson(this);
  }

  /** The same release once its model is there. */
  public ReleaseDigest withModel(String digest) {
    return new ReleaseDigest(manifest, policy, data, digest);
  }

  /** The same release before it had a model: what a board on the data signs before training. */
  public ReleaseDigest withoutModel() {
    return new ReleaseDigest(manifest, policy, data, null);
  }
}
