package dev.countersign.manifest.binding;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What may stand at a place of a document, derived from a record by {@link Shapes}. */
public sealed interface Shape {

  /** In words that complete "must be …". */
  String words();

  /**
   * A text.
   *
   * @param pattern what the whole text matches; null for any text that isn't blank
   * @param words what it is
   * @param quoted whether a plain scalar of another YAML type must be quoted
   */
  record Text(@Nullable Pattern pattern, String words, boolean quoted) implements Shape {}

  /** A whole number that a {@code long}, or an {@code int} if it is not {@code wide}, holds. */
  record Whole(Limits limits, boolean wide) implements Shape {
    @Override
    public String words() {
      return ("a whole number " + limits.words()).strip();
    }
  }

  /** A finite number. */
  record Real(Limits limits) implements Shape {
    @Override
    public String words() {
      return ("a number " + limits.words()).strip();
    }
  }

  /** True or false. */
  record Flag() implements Shape {
    @Override
    public String words() {
      return "true or false";
    }
  }

  /** One of an enum's constants, written in lower case with dashes. */
  record Choice(List<? extends Enum<?>> constants) implements Shape {
    @Override
    public String words() {
      return "one of " + String.join(", ", names());
    }

    /** The constants as they are written. */
    public List<String> names() {
      return constants.stream().map(Shape::written).toList();
    }
  }

  /** A list; {@code least} items or more. */
  record Many(Shape item, int least) implements Shape {
    @Override
    public String words() {
      return "a list";
    }
  }

  /** A mapping whose keys are names; {@code least} entries or more. */
  record Keyed(Shape value, int least) implements Shape {
    @Override
    public String words() {
      return "a mapping of names";
    }
  }

  /** Numbers, texts, booleans, and lists and mappings of them. */
  record Free() implements Shape {
    @Override
    public String words() {
      return "a value";
    }
  }

  /** A record: a mapping with known keys. */
  record Struct(Class<? extends Record> type, List<Field> fields) implements Shape {
    @Override
    public String words() {
      return "a mapping with "
          + String.join(", ", named().map(f -> f.key() + (f.required() ? "" : "?")).toList());
    }

    /** The keys it knows. */
    public List<String> keys() {
      return named().map(Field::key).toList();
    }

    /** The field of a key. */
    public Optional<Field> field(String key) {
      return named().filter(f -> f.key().equals(key)).findFirst();
    }

    /** The field that takes all other keys, if there is one. */
    public Optional<Field> rest() {
      return fields.stream().filter(Field::rest).findFirst();
    }

    private Stream<Field> named() {
      return fields.stream().filter(f -> !f.rest());
    }
  }

  /** A sealed interface: the record whose keys fit best. */
  record Either(List<Struct> variants) implements Shape {
    @Override
    public String words() {
      return String.join(", or ", variants.stream().map(Struct::words).toList());
    }
  }

  /**
   * A component of a record.
   *
   * @param key as written
   * @param shape what it holds
   * @param required whether it must be written
   * @param rest whether it takes all keys no other field names
   * @param doc what it is, in words
   */
  record Field(String key, Shape shape, boolean required, boolean rest, String doc) {}

  /** The numbers allowed; infinite ends are no limits. */
  record Limits(double min, double max, boolean above, boolean below) {
    /** No limits. */
    public static final Limits NONE =
        new Limits(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false, false);

    /** Whether {@code number} keeps to them. */
    public boolean allow(double number) {
      return (above ? number > min : number >= min) && (below ? number < max : number <= max);
    }

    /** In words, for example {@code from 1 to 16}; empty when there are none. */
    public String words() {
      boolean low = min > Double.NEGATIVE_INFINITY;
      boolean high = max < Double.POSITIVE_INFINITY;
      if (low && high && !above && !below) {
        return "from " + show(min) + " to " + show(max);
      }
      String lower = low ? (above ? "above " : "of at least ") + show(min) : "";
      String upper = high ? (below ? "below " : "of at most ") + show(max) : "";
      return lower + (low && high ? " and " : "") + upper;
    }

    private static String show(double number) {
      return number == Math.rint(number) && Math.abs(number) < 1e15
          ? Long.toString((long) number)
          : Double.toString(number);
    }
  }

  /** An enum constant as it is written: lower case, dashes. */
  static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
