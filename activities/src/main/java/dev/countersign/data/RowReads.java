package dev.countersign.data;

import dev.countersign.data.CellReader.Cell;
import dev.countersign.manifest.DataSpec;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Brings rows into memory: samples in an order of their own, all else in that of the source. */
record RowReads(SourceTable table, DataSpec spec, LabelledRows labelled) {

  Frame frame(RowSet rows, List<String> columns) {
    return frame(columns, everyRow(rows, cells(columns)));
  }

  Optional<Frame> row(RowSet rows, String id, List<String> columns) {
    List<Cell> cells = cells(columns);
    Sql query =
        Sql.format(
            "SELECT %s FROM source WHERE %s AND %s = %s ORDER BY " + SourceFile.ROW + " LIMIT 1",
            CellReader.selectList(cells),
            labelled.in(rows),
            id(),
            Sql.value(id));
    Frame found = frame(columns, CellReader.read(table.session(), query, cells, 1));
    return found.rows() == 0 ? Optional.empty() : Optional.of(found);
  }

  boolean[] favourable(RowSet rows) {
    return isOne(everyRow(rows, List.of(favourableCell())).getFirst());
  }

  boolean[] inSlice(RowSet rows, Slice slice) {
    return isOne(
        everyRow(rows, List.of(oneWhere(slice.name(), SliceFilter.of(slice, table)))).getFirst());
  }

  List<@Nullable String> groups(RowSet rows, ProtectedAttribute attribute) {
    return texts(everyRow(rows, List.of(groupCell(attribute))).getFirst());
  }

  /** What tells rows apart, in the type it is stored with. */
  Sql key() {
    return Sql.name(spec.id() == null ? SourceFile.ROW : spec.id());
  }

  /** The id as text. */
  Sql id() {
    return spec.id() == null
        ? Sql.of("CAST(" + SourceFile.ROW + " AS VARCHAR)")
        : table.require(spec.id(), "data.id").text();
  }

  List<String> ids(RowSet rows) {
    return present(texts(everyRow(rows, List.of(idCell())).getFirst()));
  }

  private DataException noId() {
    return new DataException(
        "data.id: column " + spec.id() + " is missing in some rows; fill it in, or name no id");
  }

  /**
   * Makes sure that every row can be told apart.
   *
   * @throws DataException if a row has no id
   */
  void requireIds(RowSet rows) {
    String named = spec.id();
    if (named == null) {
      return;
    }
    Sql missing = table.require(named, "data.id").missing();
    Sql count =
        Sql.format("SELECT count(*) FROM source WHERE %s AND %s", labelled.in(rows), missing);
    if (table.session().single(count, row -> row.getLong(1)) > 0) {
      throw noId();
    }
  }

  private Cell idCell() {
    return Cell.text("id", id());
  }

  private List<String> present(List<@Nullable String> ids) {
    List<String> present = new ArrayList<>();
    for (String value : ids) {
      if (value == null) {
        throw noId();
      }
      present.add(value);
    }
    return present;
  }

  /** Takes rows, with their ids and, per slice, whether each is in it. */
  @FunctionalInterface
  interface BlockTaker {
    void take(RowBlock block, List<String> ids, List<boolean[]> inSlices);
  }

  /** Hands over every row once, as they come, so many at a time. */
  void forEachBlock(
      RowSet rows,
      List<String> columns,
      List<ProtectedAttribute> attributes,
      List<Slice> slices,
      int size,
      BlockTaker taker) {
    List<Cell> cells = new ArrayList<>(cells(columns));
    cells.add(idCell());
    cells.add(favourableCell());
    cells.add(Cell.of(table.require(spec.label().column(), "data.label")));
    attributes.forEach(attribute -> cells.add(groupCell(attribute)));
    slices.forEach(slice -> cells.add(oneWhere(slice.name(), SliceFilter.of(slice, table))));
    Sql query =
        Sql.format(
            "SELECT %s FROM source WHERE %s", CellReader.selectList(cells), labelled.in(rows));
    CellReader.readBlocks(
        table.session(),
        query,
        cells,
        size,
        read -> {
          Iterator<Frame.Column> rest = read.iterator();
          Map<String, Frame.Column> inputs = new LinkedHashMap<>();
          columns.forEach(name -> inputs.put(name, rest.next()));
          List<String> ids = present(texts(rest.next()));
          boolean[] favourable = isOne(rest.next());
          LabelColumn label = new LabelColumn(spec.label(), rest.next());
          Map<ProtectedAttribute, List<@Nullable String>> groups = new HashMap<>();
          attributes.forEach(attribute -> groups.put(attribute, texts(rest.next())));
          List<boolean[]> inSlices = slices.stream().map(slice -> isOne(rest.next())).toList();
          taker.take(new RowBlock(new Frame(inputs), favourable, label, groups), ids, inSlices);
        });
  }

  /** As {@link Dataset#sample} says. */
  Sample sample(
      RowSet rows,
      List<String> columns,
      List<ProtectedAttribute> attributes,
      int atMost,
      long seed) {
    List<Cell> cells = new ArrayList<>(cells(columns));
    cells.add(favourableCell());
    attributes.forEach(attribute -> cells.add(groupCell(attribute)));
    long of = labelled.count(rows);
    List<Frame.Column> read =
        of <= atMost && spec.id() == null
            ? everyRow(rows, cells)
            : drawnRows(rows, cells, atMost, seed);
    Map<String, List<@Nullable String>> groups = new LinkedHashMap<>();
    for (int i = 0; i < attributes.size(); i++) {
      groups.put(attributes.get(i).attribute(), texts(read.get(columns.size() + 1 + i)));
    }
    return new Sample(frame(columns, read), isOne(read.get(columns.size())), groups, of);
  }

  private List<Frame.Column> everyRow(RowSet rows, List<Cell> cells) {
    return read(cells, labelled.in(rows), labelled.count(rows));
  }

  /**
   * The rows whose id, or number where there is none, hashes lowest. Most rows hash too high to be
   * among them and are passed over unsorted; should that leave too few, all are sorted. They come
   * in the order of their hashes where they have ids, so that it does not hang on the source's.
   */
  private List<Frame.Column> drawnRows(RowSet rows, List<Cell> cells, int atMost, long seed) {
    Sql hash = table.dialect().md5(Sql.format("%s || %s", Sql.value("sample " + seed + ":"), id()));
    long of = labelled.count(rows);
    if (of <= atMost) {
      return lowest(cells, labelled.in(rows), hash, Math.toIntExact(of));
    }
    Sql low = Sql.format("%s < %s", hash, Sql.value(bound(atMost, of)));
    List<Frame.Column> drawn =
        lowest(cells, Sql.format("%s AND %s", labelled.in(rows), low), hash, atMost);
    return drawn.getFirst().size() < atMost
        ? lowest(cells, labelled.in(rows), hash, atMost)
        : drawn;
  }

  /** What about {@code atMost} of {@code of} hashes lie under, and six standard errors more. */
  private static String bound(int atMost, long of) {
    double generous = atMost + 6 * Math.sqrt(atMost) + 36;
    return SplitRule.firstNotUnder(new BigDecimal(Math.min(1, generous / of)));
  }

  private List<Frame.Column> lowest(List<Cell> cells, Sql condition, Sql hash, int atMost) {
    List<Sql> named =
        IntStream.range(0, cells.size())
            .mapToObj(i -> Sql.format("%s AS c" + i, cells.get(i).sql()))
            .toList();
    Sql lowest =
        Sql.format(
            "SELECT %s AS r, %s, %s AS h FROM source WHERE %s ORDER BY h, r LIMIT " + atMost,
            Sql.of(SourceFile.ROW),
            Sql.join(", ", named),
            hash,
            condition);
    String names =
        String.join(", ", IntStream.range(0, cells.size()).mapToObj(i -> "c" + i).toList());
    String order = spec.id() == null ? "r" : "h, r";
    Sql inOrder = Sql.format("SELECT r, " + names + " FROM (%s) ORDER BY " + order, lowest);
    return CellReader.read(table.session(), inOrder, cells, atMost);
  }

  private List<Frame.Column> read(List<Cell> cells, Sql condition, long rows) {
    Sql query =
        Sql.format(
            "SELECT %s FROM source WHERE %s ORDER BY " + SourceFile.ROW,
            CellReader.selectList(cells),
            condition);
    return CellReader.read(table.session(), query, cells, rows);
  }

  private List<Cell> cells(List<String> columns) {
    return columns.stream().map(name -> Cell.of(table.require(name, "the gate"))).toList();
  }

  private Cell favourableCell() {
    return oneWhere("label", labelled.isFavourable());
  }

  /** 1 where a condition holds, else 0. */
  private static Cell oneWhere(String name, Sql condition) {
    return new Cell(name, true, Sql.format("CASE WHEN %s THEN 1 ELSE 0 END", condition));
  }

  private Cell groupCell(ProtectedAttribute attribute) {
    return new Cell(attribute.attribute(), false, GroupColumn.of(attribute, table));
  }

  private static Frame frame(List<String> names, List<Frame.Column> read) {
    Map<String, Frame.Column> columns = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      columns.put(names.get(i), read.get(i));
    }
    return new Frame(columns);
  }

  private static boolean[] isOne(Frame.Column column) {
    double[] values = ((Frame.Numbers) column).values();
    boolean[] ones = new boolean[values.length];
    for (int i = 0; i < ones.length; i++) {
      ones[i] = values[i] == 1;
    }
    return ones;
  }

  private static List<@Nullable String> texts(Frame.Column column) {
    return Collections.unmodifiableList(Arrays.asList(((Frame.Texts) column).values()));
  }
}
