package dev.countersign.data;

import dev.countersign.manifest.Band;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.util.ArrayList;
import java.util.List;

/** A protected attribute's group as SQL over the table {@code source}. */
final class GroupColumn {
  private GroupColumn() {}

  /**
   * The group's name: the column's value as text, or the band it falls in; NULL where there is
   * none.
   *
   * @throws DataException if the column doesn't exist, a band can't be read, bands overlap, or the
   *     column to band is not numeric
   */
  static Sql of(ProtectedAttribute attribute, SourceTable table) {
    String where = "data.protected " + attribute.attribute();
    SourceColumn column = table.require(attribute.column(), where);
    List<String> texts = attribute.bands();
    if (texts == null) {
      return column.text();
    }
    if (!column.numeric()) {
      throw new DataException(
          where + ": column " + column.name() + " holds texts, so it can't be cut into bands");
    }
    List<Sql> cases = new ArrayList<>();
    for (Band band : bands(where, texts)) {
      cases.add(Sql.format("WHEN %s THEN %s", in(column, band), Sql.value(band.label())));
    }
    return Sql.format("CASE WHEN %s THEN NULL %s END", column.missing(), Sql.join(" ", cases));
  }

  /** True where a number is in a band. */
  static Sql in(SourceColumn column, Band band) {
    Sql low = end(column, band.lowIncluded() ? ">=" : ">", band.low());
    Sql high = end(column, band.highIncluded() ? "<=" : "<", band.high());
    if (Double.isInfinite(band.low())) {
      return high;
    }
    return Double.isInfinite(band.high()) ? low : Sql.format("(%s AND %s)", low, high);
  }

  private static Sql end(SourceColumn column, String comparison, double value) {
    return Sql.format("(%s " + comparison + " %s)", column.number(), Sql.value(value));
  }

  private static List<Band> bands(String where, List<String> texts) {
    List<Band> bands = new ArrayList<>();
    for (String text : texts) {
      Band band = parse(where, text);
      for (Band other : bands) {
        if (band.overlaps(other)) {
          throw new DataException(
              where + ": bands " + other.label() + " and " + text + " overlap; move a boundary");
        }
      }
      bands.add(band);
    }
    return bands;
  }

  static Band parse(String where, String text) {
    try {
      return Band.parse(text);
    } catch (IllegalArgumentException e) {
      throw new DataException(where + ": " + e.getMessage(), e);
    }
  }
}
