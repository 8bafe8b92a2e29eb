package dev.countersign.data;

import dev.countersign.data.Dataset.TimeOrder;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Facts of single columns, counted where the rows are. */
record ColumnFacts(SourceTable table, LabelledRows labelled) {
  /** A sum of many numbers hangs on their order in its last digits. */
  private static final MathContext DIGITS = new MathContext(9, RoundingMode.HALF_EVEN);

  /** What the first pass tells of a column. */
  private record Seen(
      SourceColumn column, long present, boolean same, @Nullable Double mean, Ends ends) {
    private record Ends(@Nullable Double min, @Nullable Double max) {}
  }

  /** What only the second pass tells. */
  private record Told(long missing, boolean same) {}

  /**
   * One pass counts and averages; a second looks again at those columns that miss something, hold
   * an infinite number or seem constant. A text is held to the one in some row, which takes a tenth
   * of what finding the smallest and the largest takes.
   */
  Map<String, ColumnFact> of(RowSet rows, List<String> columns) {
    long all = labelled.count(rows);
    List<SourceColumn> wanted =
        columns.stream().map(name -> table.require(name, "the gate")).toList();
    Map<String, Seen> seen = new LinkedHashMap<>();
    Map<String, Optional<String>> some = someTexts(rows, wanted);
    asked(
            rows,
            wanted,
            column -> counted(column, some.getOrDefault(column.name(), Optional.empty())),
            ColumnFacts::seen)
        .forEach(seen::put);
    List<SourceColumn> doubtful =
        seen.values().stream()
            .filter(s -> s.present() < all || s.same())
            .map(Seen::column)
            .toList();
    Map<String, Told> told = asked(rows, doubtful, ColumnFacts::lookedAgain, ColumnFacts::told);
    Map<String, ColumnFact> facts = new LinkedHashMap<>();
    seen.forEach((name, s) -> facts.put(name, fact(s, told.get(name), all)));
    return facts;
  }

  private static ColumnFact fact(Seen seen, @Nullable Told told, long rows) {
    long missing = told == null ? 0 : told.missing();
    boolean constant = told != null && (missing == rows || (missing == 0 && told.same()));
    long infinite = seen.column().numeric() ? rows - missing - seen.present() : 0;
    return new ColumnFact(
        missing,
        constant,
        seen.column().numeric()
            ? new NumberFacts(seen.ends().min(), seen.ends().max(), seen.mean(), infinite)
            : null);
  }

  /** Figures of a column as part of a select list. */
  private interface Question {
    List<Sql> of(SourceColumn column);
  }

  /** Reads what a column's figures say, from an index on. */
  private interface Answer<T> {
    T read(SourceColumn column, ResultSet row, int from) throws SQLException;
  }

  private <T> Map<String, T> asked(
      RowSet rows, List<SourceColumn> columns, Question question, Answer<T> answer) {
    Map<String, T> answers = new LinkedHashMap<>();
    for (List<SourceColumn> batch : Sql.batches(columns)) {
      List<Sql> figures = batch.stream().flatMap(c -> question.of(c).stream()).toList();
      table
          .session()
          .forEach(
              Sql.format(
                  "SELECT %s FROM source WHERE %s", Sql.join(", ", figures), labelled.in(rows)),
              row -> {
                int from = 1;
                for (SourceColumn column : batch) {
                  answers.put(column.name(), answer.read(column, row, from));
                  from += question.of(column).size();
                }
              });
    }
    return answers;
  }

  /** The text of any one row, of every column of texts; empty where that row misses it. */
  private Map<String, Optional<String>> someTexts(RowSet rows, List<SourceColumn> columns) {
    Map<String, Optional<String>> texts = new HashMap<>();
    for (List<SourceColumn> batch :
        Sql.batches(columns.stream().filter(c -> c.isText()).toList())) {
      table
          .session()
          .forEach(
              Sql.format(
                  "SELECT %s FROM source WHERE %s LIMIT 1",
                  Sql.join(", ", batch.stream().map(SourceColumn::text).toList()),
                  labelled.in(rows)),
              row -> {
                for (int i = 0; i < batch.size(); i++) {
                  texts.put(batch.get(i).name(), Optional.ofNullable(row.getString(i + 1)));
                }
              });
    }
    return texts;
  }

  private static List<Sql> counted(SourceColumn column, Optional<String> some) {
    if (column.numeric()) {
      Sql value = column.finite();
      return Stream.of("count(%s)", "min(%s)", "max(%s)", "avg(%s)")
          .map(figure -> Sql.format(figure, value))
          .toList();
    }
    Sql value = column.comparable();
    Sql same =
        some.isEmpty()
            ? Sql.format("min(%s) = max(%s)", value, value)
            : Sql.format("bool_and(%s = %s)", value, Sql.value(some.get()));
    return List.of(Sql.format("count(%s)", value), same);
  }

  private static Seen seen(SourceColumn column, ResultSet row, int from) throws SQLException {
    if (!column.numeric()) {
      return new Seen(
          column, row.getLong(from), row.getBoolean(from + 1), null, new Seen.Ends(null, null));
    }
    Double min = number(row, from + 1);
    Double max = number(row, from + 2);
    return new Seen(
        column,
        row.getLong(from),
        min != null && min.equals(max),
        rounded(number(row, from + 3)),
        new Seen.Ends(min, max));
  }

  private static List<Sql> lookedAgain(SourceColumn column) {
    Sql value = column.comparable();
    return List.of(
        Sql.format("count(*) FILTER (WHERE %s)", column.missing()),
        Sql.format("min(%s) = max(%s)", value, value));
  }

  private static Told told(SourceColumn column, ResultSet row, int from) throws SQLException {
    return new Told(row.getLong(from), row.getBoolean(from + 1));
  }

  private static @Nullable Double number(ResultSet row, int index) throws SQLException {
    double number = row.getDouble(index);
    return row.wasNull() || !Double.isFinite(number) ? null : (Double) number;
  }

  private static @Nullable Double rounded(@Nullable Double number) {
    return number == null ? null : (Double) new BigDecimal(number).round(DIGITS).doubleValue();
  }

  TimeOrder timeOrder(String name) {
    SourceColumn column = table.require(name, "gates.data-audit.timeColumn");
    Sql time = column.numeric() ? column.number() : SplitRule.timestamp(column.text());
    Sql first =
        Sql.format("(SELECT min(%s) FROM source WHERE %s)", time, labelled.in(RowSet.EVALUATION));
    Sql unread = Sql.format("%s IS NULL", time);
    Sql training = labelled.in(RowSet.TRAIN);
    Sql evaluation = labelled.in(RowSet.EVALUATION);
    Sql query =
        Sql.format(
            "SELECT count(*) FILTER (WHERE %s AND %s >= %s), count(*) FILTER (WHERE %s), CAST(%s AS"
                + " VARCHAR), count(*) FILTER (WHERE %s AND %s), count(*) FILTER (WHERE %s AND %s)"
                + " FROM source WHERE (%s) OR (%s)",
            training,
            time,
            first,
            training,
            first,
            training,
            unread,
            evaluation,
            unread,
            training,
            evaluation);
    return table
        .session()
        .single(
            query,
            row -> {
              requireTimes(name, row.getLong(4), row.getLong(5));
              return new TimeOrder(row.getLong(1), row.getLong(2), row.getString(3));
            });
  }

  private static void requireTimes(String name, long training, long evaluation) {
    if (training + evaluation > 0) {
      throw new DataException(
          "gates.data-audit.timeColumn "
              + name
              + " is missing or no time in "
              + training
              + " training and "
              + evaluation
              + " evaluation rows: write times as 2026-01-31 or 2026-01-31 12:00:00, or name"
              + " another column");
    }
  }
}
