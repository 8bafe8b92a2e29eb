package dev.countersign.stats;

/**
 * How strongly two columns of few values go together: Cramér's V, corrected for the bias that makes
 * independent columns look related (Bergsma 2013, Journal of the Korean Statistical Society 42).
 */
public final class CramersV {
  private CramersV() {}

  /**
   * From a table of counts.
   *
   * @param counts by value of one column, then by value of the other
   * @return 0 (independent) to 1 (each tells the other); 0 where either has one value only
   */
  public static double of(long[][] counts) {
    long[] rows = new long[counts.length];
    long[] columns = new long[counts.length == 0 ? 0 : counts[0].length];
    long n = 0;
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < columns.length; c++) {
        rows[r] += counts[r][c];
        columns[c] += counts[r][c];
        n += counts[r][c];
      }
    }
    int height = present(rows);
    int width = present(columns);
    if (n < 2 || height < 2 || width < 2) {
      return 0;
    }
    double shares = 0;
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < columns.length; c++) {
        double count = counts[r][c];
        shares += count == 0 ? 0 : count * count / rows[r] / columns[c];
      }
    }
    double byChance = (height - 1.0) * (width - 1) / (n - 1);
    double smaller = Math.min(corrected(height, n), corrected(width, n)) - 1;
    return smaller <= 0 ? 0 : Math.sqrt(Math.clamp((shares - 1 - byChance) / smaller, 0, 1));
  }

  private static double corrected(int values, long n) {
    return values - (values - 1.0) * (values - 1) / (n - 1);
  }

  private static int present(long[] totals) {
    int present = 0;
    for (long total : totals) {
      present += total > 0 ? 1 : 0;
    }
    return present;
  }
}
