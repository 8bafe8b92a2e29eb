package dev.countersign.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A piece of SQL with the values that go into its question marks. Values never enter the text;
 * names enter it quoted.
 *
 * @param text SQL, with a question mark for each parameter
 * @param parameters in the order of the question marks
 */
record Sql(String text, List<Object> parameters) {
  /** Planning a query takes longer than its columns grow; so many at once is quick. */
  private static final int COLUMNS_AT_ONCE = 200;

  Sql {
    parameters = List.copyOf(parameters);
  }

  /** SQL without values. */
  static Sql of(String text) {
    return new Sql(text, List.of());
  }

  /** A value, as a parameter. */
  static Sql value(Object value) {
    return new Sql("?", List.of(value));
  }

  /** Puts pieces in the place of each {@code %s} of a template. */
  static Sql format(String template, Sql... pieces) {
    Object[] texts = new Object[pieces.length];
    List<Object> parameters = new ArrayList<>();
    for (int i = 0; i < pieces.length; i++) {
      texts[i] = pieces[i].text;
      parameters.addAll(pieces[i].parameters);
    }
    return new Sql(String.format(template, texts), parameters);
  }

  /** Joins pieces. */
  static Sql join(String separator, List<Sql> pieces) {
    List<Object> parameters = new ArrayList<>();
    pieces.forEach(piece -> parameters.addAll(piece.parameters));
    return new Sql(String.join(separator, pieces.stream().map(Sql::text).toList()), parameters);
  }

  /** A name as SQL reads it whatever characters it holds. */
  static Sql name(String identifier) {
    return Sql.of('"' + identifier.replace("\"", "\"\"") + '"');
  }

  /** A text as SQL reads it, for the few places where no parameter can stand. */
  static String literal(String text) {
    return '\'' + text.replace("'", "''") + '\'';
  }

  /** The first columns of a select list by their numbers, for GROUP BY and ORDER BY. */
  static String ordinals(int columns) {
    return String.join(
        ", ", IntStream.rangeClosed(1, columns).mapToObj(Integer::toString).toList());
  }

  /** Splits what a query would ask of very many columns into several. */
  static <T> List<List<T>> batches(List<T> columns) {
    List<List<T>> batches = new ArrayList<>();
    for (int i = 0; i < columns.size(); i += COLUMNS_AT_ONCE) {
      batches.add(columns.subList(i, Math.min(columns.size(), i + COLUMNS_AT_ONCE)));
    }
    return batches;
  }
}
