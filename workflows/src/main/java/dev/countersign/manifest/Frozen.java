package dev.countersign.manifest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies that can't change and that iterate in the order they were written. {@link Map#copyOf}
 * iterates in another order in every process, which would make a workflow that reads it diverge
 * when it is replayed.
 */
public final class Frozen {
  private Frozen() {}

  /**
   * A copy of {@code map}, maps and lists among its values copied as well; empty for null.
   *
   * @throws NullPointerException if a key or a value is null
   */
  public static <V> Map<String, V> copyOf(@Nullable Map<String, ? extends V> map) {
    if (map == null || map.isEmpty()) {
      return Map.of();
    }
    Map<String, V> copy = LinkedHashMap.newLinkedHashMap(map.size());
    map.forEach((key, value) -> copy.put(key, frozen(value)));
    return Collections.unmodifiableMap(copy);
  }

  @SuppressWarnings("unchecked") // a frozen copy is of the same kind as what it copies
  private static <V> V frozen(V value) {
    return switch (value) {
      case Map<?, ?> map -> (V) copyOf((Map<String, Object>) map);
      case List<?> list -> (V) list.stream().map(Frozen::<Object>frozen).toList();
      case null -> throw new NullPointerException("a map's value is missing");
      default -> value;
    };
  }
}
