package dev.countersign.rollout;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countersign.manifest.Frozen;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What serves when no model may: rules or people, who are a service, a declared answer or only a
 * name, or an older model.
 *
 * @param name what people call it, for example {@code manual review}
 * @param endpoint the service to which requests are referred; null when it is none
 * @param answer what every request is answered, as JSON; null when nothing is declared
 * @param model the older model; null when it is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Fallback(
    String name,
    @Nullable String endpoint,
    @Nullable Map<String, Object> answer,
    @Nullable ModelTarget model) {
  /** Rejects a blank name, and one that is more than one of service, answer and model. */
  public Fallback {
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("a fallback needs a name that people know");
    }
    if (Stream.of(endpoint, answer, model).filter(Objects::nonNull).count() > 1) {
      throw new IllegalArgumentException(
          "fallback %s: name one of endpoint, answer and model".formatted(name));
    }
    answer = answer == null ? null : Frozen.copyOf(answer);
  }

  /** Rules or people: a service, or only a name. */
  public Fallback(String name, @Nullable String endpoint) {
    this(name, endpoint, null, null);
  }

  /** What answers when the fallback serves: the model's version, else the fallback's name. */
  public String version() {
    return model == null ? name : model.version();
  }
}
