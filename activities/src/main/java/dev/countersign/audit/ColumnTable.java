package dev.countersign.audit;

import dev.countersign.data.NumberFacts;
import dev.countersign.page.Html;
import dev.countersign.page.Html.Cell;
import dev.countersign.page.Shown;
import dev.countersign.plot.Sparkline;
import java.util.ArrayList;
import java.util.List;

/**
 * Columns one by one, as a table of the page. Of very many those come first of which there is
 * something to say, and the others are folded away.
 */
record ColumnTable(List<ColumnProfile> columns) {
  /** So many stand open. */
  private static final int OPEN = 60;

  private static final List<String> HEADS =
      List.of(
          "column",
          "type",
          "distribution",
          "missing",
          "distinct",
          "most frequent",
          "min",
          "5 %",
          "25 %",
          "median",
          "75 %",
          "95 %",
          "max",
          "mean",
          "deviation",
          "remarks");

  String html() {
    if (columns.size() <= OPEN) {
      return table(columns);
    }
    List<ColumnProfile> remarkable =
        columns.stream().filter(column -> !remarks(column).isEmpty()).limit(OPEN).toList();
    long all = columns.stream().filter(column -> !remarks(column).isEmpty()).count();
    String open =
        remarkable.isEmpty()
            ? Html.paragraph("There is nothing to remark of any of them.")
            : Html.paragraph(
                    "Of "
                        + all
                        + " of "
                        + columns.size()
                        + " columns there is something to remark"
                        + (all > OPEN ? "; the first " + OPEN + ":" : ":"))
                + table(remarkable);
    return open + Html.folded("All " + columns.size() + " columns", table(columns));
  }

  private static String table(List<ColumnProfile> columns) {
    return Html.illustrated(HEADS, columns.stream().map(ColumnTable::row).toList());
  }

  private static List<Cell> row(ColumnProfile column) {
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.of(column.column()));
    cells.add(Cell.of(column.type()));
    cells.add(Cell.picture(distribution(column)));
    cells.add(Cell.of(Shown.of(column.missing())));
    cells.add(Cell.of(Shown.of(column.distinct())));
    cells.add(Cell.of(percent(column.mostFrequent())));
    NumberFacts numbers = column.numbers();
    NumberShape shape = column.shape();
    cells.add(Cell.of(numbers == null ? "" : Shown.of(numbers.min())));
    for (int i = 0; i < NumberShape.SHARES.size(); i++) {
      cells.add(Cell.of(shape == null ? "" : Shown.of(shape.quantiles().get(i))));
    }
    cells.add(Cell.of(numbers == null ? "" : Shown.of(numbers.max())));
    cells.add(Cell.of(numbers == null ? "" : Shown.of(numbers.mean())));
    cells.add(Cell.of(shape == null ? "" : Shown.of(shape.deviation())));
    cells.add(Cell.of(String.join("; ", allRemarks(column))));
    return cells;
  }

  private static String distribution(ColumnProfile column) {
    NumberShape shape = column.shape();
    TextShape texts = column.texts();
    List<Double> shares =
        shape != null ? shape.histogram() : texts != null ? texts.histogram() : List.of();
    return shares.isEmpty()
        ? ""
        : new Sparkline("Distribution of " + column.column(), shares).toSvg();
  }

  /** What makes a column one to look at. */
  private static List<String> remarks(ColumnProfile column) {
    List<String> remarks = new ArrayList<>();
    if (column.missing() > 0) {
      remarks.add("misses values");
    }
    if (column.distinct() <= 1) {
      remarks.add("constant in the sample");
    } else if (column.isNearConstant()) {
      remarks.add("nearly constant");
    }
    TextShape texts = column.texts();
    if (texts != null) {
      if (texts.isMixed()) {
        remarks.add(percent(texts.numbers()) + " read as numbers");
      }
      if (texts.placeholders() > 0) {
        remarks.add(percent(texts.placeholders()) + " are words for a missing value");
      }
      if (texts.variants() > 0) {
        remarks.add(texts.variants() + " differ from others in case or spaces only");
      }
    }
    return remarks;
  }

  /** These, and what is said of ordinary columns too. */
  private static List<String> allRemarks(ColumnProfile column) {
    List<String> remarks = new ArrayList<>(remarks(column));
    TextShape texts = column.texts();
    NumberShape shape = column.shape();
    if (column.rare() > 0) {
      remarks.add(column.rare() + " rare values");
    }
    if (texts != null) {
      remarks.add(texts.shortest() + " to " + texts.longest() + " characters");
    }
    if (shape != null && shape.zeros() > 0) {
      remarks.add(percent(shape.zeros()) + " are 0");
    }
    return remarks;
  }

  private static String percent(double share) {
    return Shown.of(100 * share) + " %";
  }
}
