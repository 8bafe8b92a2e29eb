package dev.countersign.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the middle half of a number's values lies. It is found by counting in ranges, and then in
 * ranges of those that hold a quartile: few passes, no sorting, and the same whatever order rows
 * come in.
 *
 * @param lower a quarter of the values lie below
 * @param median half of them
 * @param upper three quarters
 */
record Quartiles(double lower, double median, double upper) {
  private static final int RANGES = 4096;

  /** Until a range is this part of the distance between the quartiles. */
  private static final double FINE = 1.0 / 64;

  /** What a normal law's distance between quartiles is in standard deviations. */
  private static final double NORMAL = 1.349;

  /**
   * Finds them, about as closely as ranges are wide.
   *
   * @param rows a relation and a condition: what stands after FROM; some row
   * @param number of a row; finite
   */
  static Quartiles of(SqlSession session, Sql rows, Sql number) {
    Sql ends = Sql.format("SELECT min(%s), max(%s), count(*) FROM %s", number, number, rows);
    Search search =
        session.single(
            ends,
            row -> {
              Part whole = new Part(row.getDouble(1), row.getDouble(2), 0);
              return new Search(session, rows, number, row.getLong(3), whole);
            });
    return search.quartiles();
  }

  /** How wide the values are spread, above 0: what would be a normal law's standard deviation. */
  double spread() {
    double spread = (upper - lower) / NORMAL;
    return spread > 0 ? spread : 1;
  }

  /** A range that holds a quartile, and how many rows lie below it. */
  private record Part(double low, double high, long below) {
    double width() {
      return high / RANGES - low / RANGES;
    }

    double middle() {
      return low / 2 + high / 2;
    }

    boolean canBeCut() {
      return low < middle() && middle() < high;
    }
  }

  /** Narrows the ranges of all three. */
  private static final class Search {
    private final SqlSession session;
    private final Sql rows;
    private final Sql number;
    private final long count;
    private List<Part> parts;

    Search(SqlSession session, Sql rows, Sql number, long count, Part whole) {
      this.session = session;
      this.rows = rows;
      this.number = number;
      this.count = count;
      this.parts = List.of(whole, whole, whole);
    }

    Quartiles quartiles() {
      while (parts.stream().anyMatch(this::isCoarse)) {
        Map<Part, long[]> counted = new HashMap<>();
        List<Part> narrower = new ArrayList<>();
        for (int quartile = 1; quartile <= parts.size(); quartile++) {
          Part part = parts.get(quartile - 1);
          narrower.add(
              isCoarse(part)
                  ? holding(part, quartile * count / 4, counted.computeIfAbsent(part, this::ranges))
                  : part);
        }
        parts = narrower;
      }
      return new Quartiles(parts.get(0).middle(), parts.get(1).middle(), parts.get(2).middle());
    }

    private boolean isCoarse(Part part) {
      double apart = parts.getLast().low - parts.getFirst().high;
      return part.canBeCut() && part.high - part.low > FINE * Math.max(0, apart);
    }

    /** Rows by range of a part. */
    private long[] ranges(Part part) {
      long[] counts = new long[RANGES];
      Sql low = Sql.value(part.low);
      Sql range =
          Sql.format(
              "CAST(least(floor((%s - %s) / %s), " + (RANGES - 1) + ") AS INTEGER)",
              number,
              low,
              Sql.value(part.width()));
      Sql inside = Sql.format("%s >= %s AND %s <= %s", number, low, number, Sql.value(part.high));
      session.forEach(
          Sql.format(
              "SELECT r, count(*) FROM (SELECT %s AS r FROM %s AND %s) GROUP BY r",
              range, rows, inside),
          row -> counts[row.getInt(1)] += row.getLong(2));
      return counts;
    }

    /** The range of a part that holds the row of this rank. */
    private static Part holding(Part part, long rank, long[] counts) {
      long below = part.below;
      int range = 0;
      while (range < RANGES - 1 && below + counts[range] <= rank) {
        below += counts[range++];
      }
      double low = part.low + range * part.width();
      double high = range == RANGES - 1 ? part.high : low + part.width();
      return new Part(low, Math.max(low, high), below);
    }
  }
}
