package dev.countersign.data;

import dev.countersign.manifest.DataFacts;
import dev.countersign.manifest.DataSpec;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.PredictionsSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A release's data as its manifest describes it, behind SQL. Aggregates are computed where the rows
 * are; rows come into memory only when asked for. Every method that returns rows returns them in
 * the same order, the source's, so that results of several calls line up. A row without a label is
 * in no row set. A value is missing where it is absent, the empty text or NaN.
 */
public interface Dataset extends AutoCloseable {

  /** Columns in file order. */
  List<DataFacts.Column> columns();

  /**
   * A column by name.
   *
   * @throws DataException if there is none, naming those there are
   */
  DataFacts.Column column(String name);

  /** Whether the manifest splits the rows. */
  boolean isSplit();

  /** The rows an audit judges: the training rows, or all of them without a split. */
  default RowSet auditRows() {
    return isSplit() ? RowSet.TRAIN : RowSet.ALL;
  }

  /** The rows decisions are judged on: the evaluation rows, or all of them without a split. */
  default RowSet judgedRows() {
    return isSplit() ? RowSet.EVALUATION : RowSet.ALL;
  }

  /** Number of rows; 0 for a part when there is no split. */
  long count(RowSet rows);

  /** Number of rows without a label, which no row set holds. */
  long unlabelled();

  /**
   * Brings rows into memory.
   *
   * @throws DataException if a column does not exist, or a number is infinite
   */
  Frame frame(RowSet rows, List<String> columns);

  /**
   * Brings one row into memory, found by SQL.
   *
   * @param id as {@link #ids} gives it; of several rows that have it, the first is meant
   * @param columns at least one
   * @return empty when none of the rows has this id
   * @throws DataException if a column does not exist, or a number is infinite
   */
  Optional<Frame> row(RowSet rows, String id, List<String> columns);

  /** What is learnt, as the manifest says. */
  DataSpec.Label label();

  /** The label's values that are not the favourable one, in alphabetical order; at most 1,000. */
  List<String> unfavourableLabels();

  /** Per row, whether the label is the favourable one. */
  boolean[] favourable(RowSet rows);

  /**
   * Per row, the group of a protected attribute: the column's value as text, or the band it falls
   * in; null where the value is missing or in no band.
   */
  List<@Nullable String> groups(RowSet rows, ProtectedAttribute attribute);

  /**
   * Per row, whether it is in the slice.
   *
   * @throws DataException if there is no such column, or a column compared as a number holds texts
   */
  boolean[] inSlice(RowSet rows, Slice slice);

  /** Per row, the id column's value, or the row number from 0 where there is none. */
  List<String> ids(RowSet rows);

  /**
   * Counts by group and label, computed in SQL.
   *
   * @param attributes one for its groups, several for the groups of their intersection
   */
  List<GroupCount> groupCounts(RowSet rows, List<ProtectedAttribute> attributes);

  /**
   * By group, how many rows are of the class that most of them are of, computed in SQL. The label
   * is one of several classes.
   *
   * @param attributes as of {@link #groupCounts}
   */
  List<ClassShare> largestClasses(RowSet rows, List<ProtectedAttribute> attributes);

  /**
   * Predictions that stand in the data, to be counted where they are.
   *
   * @param predictions a column of scores with a threshold, of decisions or classes, or of numbers
   * @throws DataException if they are of another kind than the label, or a row has none
   */
  Predictions predictions(RowSet rows, PredictionsSpec predictions);

  /**
   * A model's answers, asked for block by block and kept beside the data to be counted.
   *
   * @param columns what the model is asked with
   * @param attributes whose groups they can be counted by
   * @param slices they can be counted in
   * @param model what it answers
   */
  Predictions answers(
      RowSet rows,
      List<String> columns,
      List<ProtectedAttribute> attributes,
      List<Slice> slices,
      Function<RowBlock, RowBlock.Answers> model);

  /** The columns a model may see, in the order it is to see them. */
  List<String> features();

  /**
   * Protected columns that may be read when a decision is made, beside the features: those whose
   * use is {@code decision}.
   */
  List<String> decisionColumns();

  /** Missing values by column, in the order asked for. */
  Map<String, Long> missing(RowSet rows, List<String> columns);

  /** What each column comes to, in the order asked for. */
  Map<String, ColumnFact> columnFacts(RowSet rows, List<String> columns);

  /** Rows with and without a label by group of an attribute; null stands for no group. */
  List<LabelCount> labelled(ProtectedAttribute attribute);

  /**
   * How the parts of a split stand in time.
   *
   * @param column holds numbers or times
   * @throws DataException if the time of a row of either part can't be read
   */
  TimeOrder timeOrder(String column);

  /** Where the rows come from. */
  List<Source> sources();

  /** How many rows repeat an earlier one in all of these columns. */
  long duplicates(RowSet rows, List<String> columns);

  /** How many rows agree with others in all of these columns. */
  Repeats repeats(RowSet rows, List<String> columns);

  /**
   * How many rows of {@code rows} are found among {@code others}, equal in all of these columns.
   */
  long shared(RowSet rows, RowSet others, List<String> columns);

  /**
   * Counts by group and label within strata of other columns: their values, or for a numeric column
   * with many values the fifths of its distribution.
   */
  List<StratumCount> strata(RowSet rows, ProtectedAttribute attribute, List<String> conditionOn);

  /**
   * Draws rows at random without replacement, in the order {@link Sample} says.
   *
   * @param atMost how many at most; all rows when there are no more
   * @param seed the same seed draws the same rows
   */
  Sample sample(
      RowSet rows,
      List<String> columns,
      List<ProtectedAttribute> attributes,
      int atMost,
      long seed);

  @Override
  void close();

  /**
   * What rows are, whatever order they come in.
   *
   * @param rows of ids and labels; a whole number
   * @param answers of ids and predictions; a whole number
   */
  record Fingerprint(String rows, String answers) {}

  /**
   * Rows that agree with others.
   *
   * @param repeated rows that repeat an earlier one
   * @param contradictory rows that agree with another, but not in the label
   */
  record Repeats(long repeated, long contradictory) {}

  /**
   * Rows of one group in one stratum.
   *
   * @param stratum one value or range per column conditioned on, as text; null where it is missing
   * @param group as in {@link #groups}
   */
  record StratumCount(
      List<@Nullable String> stratum, @Nullable String group, long favourable, long unfavourable) {}

  /**
   * Rows of one group, labelled or not.
   *
   * @param group as in {@link #groups}
   */
  record LabelCount(@Nullable String group, long rows, long unlabelled) {}

  /**
   * The largest class of one group.
   *
   * @param groups as in {@link GroupCount}
   * @param largest rows of that class
   * @param rows of any
   */
  record ClassShare(List<@Nullable String> groups, long largest, long rows) {}

  /**
   * How training and evaluation stand in time.
   *
   * @param late training rows that are not before the first evaluation row
   * @param rows training rows
   * @param firstEvaluation the time of the first evaluation row
   */
  record TimeOrder(long late, long rows, String firstEvaluation) {}

  /**
   * A file, or a table.
   *
   * @param name of the file, without its folder
   * @param bytes its size
   * @param digest {@code sha256:} and 64 hexadecimal digits
   * @param dvc the MD5 that a {@code .dvc} file beside it promises and it has; null without one
   */
  record Source(String name, long bytes, String digest, @Nullable String dvc) {}

  /**
   * Rows of one group.
   *
   * @param groups one group per attribute asked for, in that order; null where it is missing
   * @param favourable rows with the favourable label
   * @param unfavourable rows with another label
   */
  record GroupCount(List<@Nullable String> groups, long favourable, long unfavourable) {
    /** All rows of the group. */
    public long n() {
      return favourable + unfavourable;
    }
  }
}
