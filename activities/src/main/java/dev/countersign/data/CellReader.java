package dev.countersign.data;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the result of a query column by column; the query's first column is the row number. */
final class CellReader {
  private CellReader() {}

  /** What one column of the result holds. */
  record Cell(String name, boolean numeric, Sql sql) {
    /** A source column by its own type. */
    static Cell of(SourceColumn column) {
      return new Cell(
          column.name(), column.numeric(), column.numeric() ? column.number() : column.text());
    }

    /** Any text. */
    static Cell text(String name, Sql sql) {
      return new Cell(name, false, sql);
    }
  }

  /** The select list of these cells, after the row number. */
  static Sql selectList(List<Cell> cells) {
    return Sql.join(
        ", ",
        Stream.concat(Stream.of(Sql.of(SourceFile.ROW)), cells.stream().map(Cell::sql)).toList());
  }

  /**
   * Runs a query whose select list was made from {@code cells}.
   *
   * @param rows how many rows it gives at most
   * @throws DataException if a number is infinite
   */
  static List<Frame.Column> read(SqlSession session, Sql query, List<Cell> cells, long rows) {
    List<List<Frame.Column>> read = new ArrayList<>();
    readBlocks(session, query, cells, Math.toIntExact(Math.max(1, rows)), read::add);
    return read.isEmpty()
        ? cells.stream().map(cell -> Filler.of(cell, 0).column(0)).toList()
        : read.getFirst();
  }

  /**
   * Runs such a query and hands over its rows in blocks, so that the next are read only when these
   * were dealt with.
   *
   * @param size rows of a block; the last has fewer
   * @throws DataException if a number is infinite
   */
  static void readBlocks(
      SqlSession session,
      Sql query,
      List<Cell> cells,
      int size,
      Consumer<List<Frame.Column>> block) {
    Block filling = new Block(cells, size);
    session.forEach(
        query,
        row -> {
          filling.take(row);
          if (filling.rows == size) {
            block.accept(filling.empty());
          }
        });
    if (filling.rows > 0) {
      block.accept(filling.empty());
    }
  }

  /** Rows read and not yet handed over. */
  private static final class Block {
    private final List<Cell> cells;
    private final int size;
    private List<Filler> fillers = List.of();
    private int rows;

    Block(List<Cell> cells, int size) {
      this.cells = cells;
      this.size = size;
    }

    void take(ResultSet row) throws SQLException {
      if (rows == 0) {
        fillers = cells.stream().map(cell -> Filler.of(cell, size)).toList();
      }
      for (int i = 0; i < fillers.size(); i++) {
        fillers.get(i).take(row, i + 2, rows);
      }
      rows++;
    }

    List<Frame.Column> empty() {
      int taken = rows;
      rows = 0;
      return fillers.stream().map(filler -> filler.column(taken)).toList();
    }
  }

  /** Fills one column from top to bottom. */
  private interface Filler {
    void take(ResultSet row, int index, int at) throws SQLException;

    Frame.Column column(int rows);

    static Filler of(Cell cell, int rows) {
      return cell.numeric()
          ? new NumberFiller(cell.name(), new double[rows])
          : new TextFiller(new String[rows]);
    }
  }

  private record NumberFiller(String name, double[] values) implements Filler {
    @Override
    public void take(ResultSet row, int index, int at) throws SQLException {
      double value = row.getDouble(index);
      if (Double.isInfinite(value)) {
        throw new DataException(
            "column "
                + name
                + " holds an infinite value in row "
                + row.getString(1)
                + " (rows count from 0): replace it, or leave the column out of data.features");
      }
      values[at] = row.wasNull() ? Double.NaN : value;
    }

    @Override
    public Frame.Column column(int rows) {
      return new Frame.Numbers(rows == values.length ? values : Arrays.copyOf(values, rows));
    }
  }

  private record TextFiller(@Nullable String[] values) implements Filler {
    @Override
    public void take(ResultSet row, int index, int at) throws SQLException {
      values[at] = row.getString(index);
    }

    @Override
    public Frame.Column column(int rows) {
      return new Frame.Texts(rows == values.length ? values : Arrays.copyOf(values, rows));
    }
  }
}
