package dev.countersign.data;

import java.util.List;

/** Told every statement before a database is asked it: what {@code check --explain} prints. */
@FunctionalInterface
public interface SqlLog {
  /** Tells nobody. */
  SqlLog SILENT = (text, parameters) -> {};

  /**
   * A statement.
   *
   * @param text SQL with a question mark for each parameter
   * @param parameters in the order of the question marks
   */
  void statement(String text, List<Object> parameters);
}
