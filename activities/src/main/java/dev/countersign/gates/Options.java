package dev.countersign.gates;

import dev.countersign.policy.EffectivePolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A gate's own options, read with their types and their limits. What is missing takes its default;
 * what is wrong is refused with its place, so that no typing mistake silently loosens a gate.
 */
public final class Options {
  private final String path;
  private final Map<String, Object> values;
  private final Set<String> read = new TreeSet<>();

  private Options(String path, Map<String, Object> values) {
    this.path = path;
    this.values = values;
  }

  /** An option that can't be used: where it stands, what is wrong, what may stand there. */
  public static final class OptionException extends IllegalArgumentException {
    OptionException(String message) {
      super(message);
    }
  }

  /** The options of a gate. */
  public static Options of(EffectivePolicy policy, String gate) {
    return new Options("gates." + gate, policy.options().getOrDefault(gate, Map.of()));
  }

  /** A whole number within limits, ends included. */
  public int integer(String key, int otherwise, int min, int max) {
    Object value = take(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Number number
        && number.doubleValue() == Math.rint(number.doubleValue())
        && number.doubleValue() >= min
        && number.doubleValue() <= max) {
      return number.intValue();
    }
    throw wrong(key, value, "a whole number from " + min + " to " + max);
  }

  /** A number within limits, ends included. */
  public double number(String key, double otherwise, double min, double max) {
    Double value = number(key);
    if (value == null) {
      return otherwise;
    }
    if (value >= min && value <= max) {
      return value;
    }
    throw wrong(key, value, "a number from " + min + " to " + max);
  }

  /** A finite number, or null when it isn't given. */
  public @Nullable Double number(String key) {
    Object value = take(key);
    if (value == null) {
      return null;
    }
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    throw wrong(key, value, "a number");
  }

  /** True or false, or null when it isn't given. */
  public @Nullable Boolean flag(String key) {
    Object value = take(key);
    if (value == null || value instanceof Boolean) {
      return (Boolean) value;
    }
    throw wrong(key, value, "true or false");
  }

  /** One of several words. */
  public String word(String key, String otherwise, Set<String> allowed) {
    Object value = take(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof String text && allowed.contains(text)) {
      return text;
    }
    throw wrong(key, value, "one of " + new TreeSet<>(allowed));
  }

  /** A text, or null when it isn't given. */
  public @Nullable String text(String key) {
    Object value = take(key);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw wrong(key, value, "a text");
  }

  /** A list of texts, or null when it isn't given. */
  public @Nullable List<String> texts(String key) {
    Object value = take(key);
    if (value == null) {
      return null;
    }
    if (!(value instanceof List<?> list)) {
      throw wrong(key, value, "a list of texts");
    }
    List<String> texts = new ArrayList<>();
    for (Object item : list) {
      if (!(item instanceof String || item instanceof Number || item instanceof Boolean)) {
        throw wrong(key, value, "a list of texts");
      }
      texts.add(item.toString());
    }
    return texts;
  }

  /** One text or a list of them; a key that isn't given has none. */
  public List<String> oneOrMore(String key) {
    Object value = values.get(key);
    if (value instanceof List<?>) {
      List<String> several = texts(key);
      return several == null ? List.of() : several;
    }
    take(key);
    if (value instanceof Map<?, ?>) {
      throw wrong(key, value, "a text or a list of texts");
    }
    return value == null ? List.of() : List.of(value.toString());
  }

  /** Whether there are options under a key. */
  public boolean isMap(String key) {
    return values.get(key) instanceof Map<?, ?>;
  }

  /** The options under a key; none when it isn't given. */
  public Options under(String key) {
    Object value = take(key);
    if (value == null) {
      return new Options(path + "." + key, Map.of());
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw wrong(key, value, "a map");
    }
    Map<String, Object> nested = new LinkedHashMap<>();
    map.forEach((name, item) -> nested.put(String.valueOf(name), item));
    return new Options(path + "." + key, nested);
  }

  /** Keys as they are written. */
  public Set<String> keys() {
    return Set.copyOf(values.keySet());
  }

  /** Where these options stand in the manifest or the policy. */
  public String path() {
    return path;
  }

  /**
   * Refuses what nobody asked for.
   *
   * @throws OptionException naming every option that was not read, and those that could be
   */
  public void refuseOthers() {
    Set<String> unknown = new TreeSet<>(values.keySet());
    unknown.removeAll(read);
    if (!unknown.isEmpty()) {
      throw new OptionException(
          path + ": unknown " + unknown + ". It takes " + read + "; correct or remove the rest");
    }
  }

  /** The error for a value that can't stand there. */
  public OptionException wrong(String key, Object value, String expected) {
    return new OptionException(path + "." + key + ": must be " + expected + ", not " + value);
  }

  private @Nullable Object take(String key) {
    read.add(key);
    return values.get(key);
  }
}
