package dev.countersign.manifest.binding;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What could be read of a document, however much of it is wrong: a tree as written, each place with
 * its line, its path and, where it is complete and right, its value. Rules that look across keys
 * ask a draft, so that one mistake doesn't hide the others.
 */
public final class Draft {
  private final String path;
  private final int line;
  private final boolean written;
  private final @Nullable Object value;
  private final SequencedMap<String, Draft> children;

  private Draft(
      String path,
      int line,
      boolean written,
      @Nullable Object value,
      SequencedMap<String, Draft> children) {
    this.path = path;
    this.line = line;
    this.written = written;
    this.value = value;
    this.children = children;
  }

  static Draft leaf(String path, int line, @Nullable Object value) {
    return new Draft(path, line, true, value, new LinkedHashMap<>());
  }

  static Draft branch(
      String path, int line, @Nullable Object value, SequencedMap<String, Draft> children) {
    return new Draft(path, line, true, value, children);
  }

  /** A place where nothing is written; its line is where it would belong. */
  public static Draft absent(String path, int line) {
    return new Draft(path, line, false, null, new LinkedHashMap<>());
  }

  /** Where it is, as written, for example {@code data.protectd[0].reference}. */
  public String path() {
    return path;
  }

  /** 1-based line, 0 when there is no document. */
  public int line() {
    return line;
  }

  /** Whether something is written here, right or wrong. */
  public boolean isWritten() {
    return written;
  }

  /** The place below these keys, by their right spelling; an absent draft when there is none. */
  public Draft at(String... keys) {
    Draft here = this;
    for (String key : keys) {
      Draft child = here.children.get(key);
      String below = here.path.isEmpty() ? key : here.path + "." + key;
      here = child == null ? absent(below, here.line) : child;
    }
    return here;
  }

  /** What is below, by key; items of a list by their index from 0. */
  public Map<String, Draft> entries() {
    return Collections.unmodifiableMap(children);
  }

  /** What is below, in order. */
  public List<Draft> items() {
    return List.copyOf(children.values());
  }

  /** The value, when it is complete, right and of this type. */
  public <T> Optional<T> as(Class<T> type) {
    return type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty();
  }

  /** The value, when it is a right text. */
  public Optional<String> text() {
    return as(String.class);
  }

  /** The right texts of a list. */
  public List<String> texts() {
    return items().stream().flatMap(item -> item.text().stream()).toList();
  }

  /** The value, when it is a right number. */
  public Optional<Double> number() {
    return as(Number.class).map(Number::doubleValue);
  }

  /** The value as it is, or null where there is none. */
  public @Nullable Object value() {
    return value;
  }
}
