package dev.countersign.rollout;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What serves when no model may: rules, people, an older model.
 *
 * @param name what people call it, for example {@code manual review}
 * @param endpoint where it answers over HTTP; null when there is nothing to call and requests are
 *     referred to it by name
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Fallback(String name, @Nullable String endpoint) {
  /** Rejects a blank name. */
  public Fallback {
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("a fallback needs a name that people know");
    }
  }
}
