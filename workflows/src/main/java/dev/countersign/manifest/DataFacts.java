package dev.countersign.manifest;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What validation needs to know of the data, gathered by whoever can read it.
 *
 * @param rows number of rows
 * @param columns in file order
 * @param values distinct values, as text and without missing ones, of the columns validation asked
 *     for; at most {@link #MAX_VALUES} each
 */
public record DataFacts(long rows, List<Column> columns, Map<String, List<String>> values) {
  public static final int MAX_VALUES = 1000;

  public DataFacts {
    columns = List.copyOf(columns);
    values = Map.copyOf(values);
  }

  /** A column of the data. */
  public record Column(String name, boolean numeric) {}

  /** The column of this name. */
  public Optional<Column> column(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst();
  }

  /**
   * All distinct values of a column; empty when they were not asked for, or may be more than {@link
   * #MAX_VALUES}.
   */
  public Optional<List<String>> allValues(String column) {
    return Optional.ofNullable(values.get(column)).filter(all -> all.size() < MAX_VALUES);
  }

  /** How many distinct values of a column are known, possibly fewer than there are. */
  public int distinct(String column) {
    return values.getOrDefault(column, List.of()).size();
  }
}
