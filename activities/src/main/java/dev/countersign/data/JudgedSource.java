package dev.countersign.data;

/**
 * The rows of the source that are judged, to be known again whoever judges them.
 *
 * @param rows what stands after FROM
 * @param id what tells rows apart
 * @param favourable whether a row's label is the favourable one
 */
record JudgedSource(SqlSession session, Dialect dialect, Sql rows, Sql id, Sql favourable) {

  static JudgedSource of(SourceTable table, LabelledRows labelled, RowSet rows, Sql id) {
    return new JudgedSource(
        table.session(),
        table.dialect(),
        Sql.format("source WHERE %s", labelled.in(rows)),
        id,
        labelled.isFavourable());
  }

  /** A whole number of ids and labels. */
  String fingerprint() {
    Sql label = Sql.format("CASE WHEN %s THEN 1 ELSE 0 END", favourable);
    Sql query = Sql.format("SELECT %s FROM %s", dialect.fingerprint(id, label), rows);
    return session.single(query, row -> row.getString(1));
  }
}
