package dev.countersign.data;

import dev.countersign.manifest.DataSpec;
import dev.countersign.manifest.Split;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A manifest's split as SQL over the table {@code source}.
 *
 * @param part the row's part by {@link #code}, NULL for a row in none
 * @param unreadable true for a row whose part can't be told, which is an error
 * @param column the column the split reads, never a feature; null where it reads none
 */
record SplitRule(Sql part, Sql unreadable, @Nullable String column) {
  private static final Sql NEVER = Sql.of("FALSE");
  private static final Sql NO_PART = Sql.of("CAST(NULL AS INTEGER)");
  private static final BigDecimal TWO_TO_64 = new BigDecimal(BigInteger.TWO.pow(64));

  /** Comes after every number of 16 hexadecimal digits. */
  private static final String BEYOND = "g";

  /** How a part is written in {@code __part}. */
  static int code(Split.Part part) {
    return switch (part) {
      case TRAIN -> 0;
      case CALIBRATION -> 1;
      case EVALUATION -> 2;
    };
  }

  /**
   * The rule of a manifest; without a split every row is in no part.
   *
   * @throws DataException if the split names a column there isn't, or a bound that is no time
   */
  static SplitRule of(DataSpec data, SourceTable table) {
    return switch (data.split()) {
      case null -> new SplitRule(NO_PART, NEVER, null);
      case Split.Column split -> byColumn(split, table);
      case Split.Hashed split -> byHash(split, data.id(), table);
      case Split.Time split -> byTime(split, table);
      case Split.Sources split -> new SplitRule(bySource(), NEVER, null);
    };
  }

  /** What rows are counted by to tell their part. */
  GroupKey partKey() {
    return part.equals(NO_PART) ? GroupKey.same(part) : GroupKey.computed(part);
  }

  /** What rows are counted by to tell whether their part can't be told. */
  GroupKey unreadableKey() {
    return unreadable.equals(NEVER) ? GroupKey.same(unreadable) : GroupKey.computed(unreadable);
  }

  private static SplitRule byColumn(Split.Column split, SourceTable table) {
    Sql text = table.require(split.column(), "data.split.column").text();
    Sql part =
        Sql.format(
            "CASE %s WHEN %s THEN 0 WHEN %s THEN 2 WHEN %s THEN 1 END",
            text,
            Sql.value(split.train()),
            Sql.value(split.evaluation()),
            split.calibration() == null ? Sql.of("NULL") : Sql.value(split.calibration()));
    return new SplitRule(part, NEVER, split.column());
  }

  private static SplitRule byHash(Split.Hashed split, @Nullable String id, SourceTable table) {
    Sql key = key(split, id, table);
    Sql hash =
        Sql.format(
            "substr(%s, 1, 16)",
            table.dialect().sha256(Sql.format("%s || %s", Sql.value(split.seed() + ":"), key)));
    BigDecimal evaluation = new BigDecimal(split.evaluation());
    Double calibration = split.calibration();
    Sql part =
        part(
            under(hash, evaluation),
            calibration == null ? null : under(hash, evaluation.add(new BigDecimal(calibration))));
    return new SplitRule(part, Sql.format("(%s IS NULL)", key), split.group());
  }

  private static Sql under(Sql hash, BigDecimal fraction) {
    return Sql.format("%s < %s", hash, Sql.value(firstNotUnder(fraction)));
  }

  /** What is in neither is for training. */
  private static Sql part(Sql inEvaluation, @Nullable Sql inCalibration) {
    return Sql.format(
        "CASE WHEN %s THEN 2 %sELSE 0 END",
        inEvaluation,
        inCalibration == null ? Sql.of("") : Sql.format("WHEN %s THEN 1 ", inCalibration));
  }

  private static Sql key(Split.Hashed split, @Nullable String id, SourceTable table) {
    if (split.group() != null) {
      return table.require(split.group(), "data.split.group").text();
    }
    return id == null
        ? Sql.of("CAST(" + SourceFile.ROW + " AS VARCHAR)")
        : table.require(id, "data.id").text();
  }

  /**
   * The smallest 64-bit number that, over 2^64, is not under a fraction: 16 hexadecimal digits, so
   * that texts compare as the numbers do and nothing is rounded.
   */
  static String firstNotUnder(BigDecimal fraction) {
    BigInteger bound =
        fraction.multiply(TWO_TO_64).setScale(0, RoundingMode.CEILING).toBigIntegerExact();
    String digits = bound.toString(16);
    return digits.length() > 16 ? BEYOND : "0".repeat(16 - digits.length()) + digits;
  }

  private static SplitRule byTime(Split.Time split, SourceTable table) {
    SourceColumn column = table.require(split.time(), "data.split.time");
    boolean numeric = column.numeric();
    Sql time = numeric ? column.number() : timestamp(column.text());
    Sql evaluation = bound(split.evaluation(), "data.split.evaluation", numeric, table);
    Sql calibration =
        split.calibration() == null
            ? null
            : bound(split.calibration(), "data.split.calibration", numeric, table);
    Sql part =
        part(
            Sql.format("%s >= %s", time, evaluation),
            calibration == null ? null : Sql.format("%s >= %s", time, calibration));
    return new SplitRule(part, Sql.format("(%s IS NULL)", time), split.time());
  }

  private static Sql bound(String text, String where, boolean numeric, SourceTable table) {
    Sql bound =
        numeric
            ? Sql.format("TRY_CAST(%s AS DOUBLE)", Sql.value(text))
            : timestamp(Sql.value(text));
    if (table.session().single(Sql.format("SELECT %s IS NULL", bound), r -> r.getBoolean(1))) {
      throw new DataException(
          where
              + " \""
              + text
              + "\" is no "
              + (numeric
                  ? "number, but its column holds numbers"
                  : "time: write it as 2026-01-31 or 2026-01-31 12:00:00"));
    }
    return bound;
  }

  /** A text as a time, NULL where it is none. */
  static Sql timestamp(Sql text) {
    return Sql.format("TRY_CAST(%s AS TIMESTAMP)", text);
  }

  /** Sources stand in the order train, evaluation, calibration. */
  private static Sql bySource() {
    return Sql.of("CASE " + SourceFile.SOURCE + " WHEN 0 THEN 0 WHEN 1 THEN 2 ELSE 1 END");
  }
}
