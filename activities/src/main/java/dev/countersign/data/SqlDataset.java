package dev.countersign.data;

import dev.countersign.manifest.DataFacts;
import dev.countersign.manifest.DataSpec;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.PredictionsSpec;
import dev.countersign.manifest.ReleaseManifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A dataset over a table that SQL can ask. One thread at a time. */
final class SqlDataset implements Dataset {
  private final SourceTable table;
  private final DataSpec spec;
  private final LabelledRows labelled;
  private final RowCounts counts;
  private final GroupFacts groups;
  private final RowReads reads;
  private final List<String> features;

  private SqlDataset(SourceTable table, DataSpec spec, CountedRows counted, List<String> features) {
    this.table = table;
    this.spec = spec;
    this.labelled = LabelledRows.of(counted, table, spec);
    this.counts = new RowCounts(table, labelled);
    this.groups = new GroupFacts(table, labelled, counted);
    this.reads = new RowReads(table, spec, labelled);
    this.features = features;
  }

  /**
   * Checks a loaded table against the manifest. The dataset owns the table from here on.
   *
   * @throws DataException if a column the manifest names is absent or not what it says
   */
  static SqlDataset over(SourceTable table, ReleaseManifest manifest) {
    DataSpec spec = manifest.data();
    if (table.dialect() == Dialect.TRINO && spec.id() == null) {
      throw new DataException(
          "data.id is missing, and a table in Trino has no order of rows: name the column that"
              + " tells its rows apart");
    }
    SplitRule split = SplitRule.of(spec, table);
    spec.protectedAttributes().forEach(attribute -> GroupColumn.of(attribute, table));
    spec.pii().forEach(name -> table.require(name, "data.pii"));
    if (spec.id() != null) {
      table.require(spec.id(), "data.id");
    }
    if (manifest.predictions() != null) {
      table.require(manifest.predictions().column(), "predictions.column");
    }
    return new SqlDataset(
        table, spec, CountedRows.of(table, spec, split), FeatureColumns.of(manifest, table, split));
  }

  @Override
  public List<DataFacts.Column> columns() {
    return table.facts();
  }

  @Override
  public DataFacts.Column column(String name) {
    return table.require(name, "the gate").fact();
  }

  @Override
  public boolean isSplit() {
    return spec.split() != null;
  }

  @Override
  public long count(RowSet rows) {
    return labelled.count(rows);
  }

  @Override
  public long unlabelled() {
    return labelled.unlabelled();
  }

  @Override
  public DataSpec.Label label() {
    return spec.label();
  }

  @Override
  public List<String> unfavourableLabels() {
    return counts.unfavourableLabels();
  }

  @Override
  public List<String> features() {
    return features;
  }

  @Override
  public List<String> decisionColumns() {
    return spec.protectedAttributes().stream()
        .filter(attribute -> attribute.useOrDefault() == Use.DECISION)
        .map(ProtectedAttribute::column)
        .distinct()
        .toList();
  }

  @Override
  public Frame frame(RowSet rows, List<String> columns) {
    return reads.frame(rows, columns);
  }

  @Override
  public Optional<Frame> row(RowSet rows, String id, List<String> columns) {
    return reads.row(rows, id, columns);
  }

  @Override
  public boolean[] favourable(RowSet rows) {
    return reads.favourable(rows);
  }

  @Override
  public List<@Nullable String> groups(RowSet rows, ProtectedAttribute attribute) {
    return reads.groups(rows, attribute);
  }

  @Override
  public boolean[] inSlice(RowSet rows, Slice slice) {
    return reads.inSlice(rows, slice);
  }

  @Override
  public List<String> ids(RowSet rows) {
    return reads.ids(rows);
  }

  @Override
  public Sample sample(
      RowSet rows,
      List<String> columns,
      List<ProtectedAttribute> attributes,
      int atMost,
      long seed) {
    return reads.sample(rows, columns, attributes, atMost, seed);
  }

  @Override
  public List<GroupCount> groupCounts(RowSet rows, List<ProtectedAttribute> attributes) {
    return groups.count(rows, attributes);
  }

  @Override
  public List<ClassShare> largestClasses(RowSet rows, List<ProtectedAttribute> attributes) {
    return groups.largestClasses(rows, attributes);
  }

  @Override
  public Predictions predictions(RowSet rows, PredictionsSpec predictions) {
    reads.requireIds(rows);
    return new Predictions(
        new GivenColumns(table, spec, labelled).of(rows, predictions, reads.key()), () -> {});
  }

  @Override
  public Predictions answers(
      RowSet rows,
      List<String> columns,
      List<ProtectedAttribute> attributes,
      List<Slice> slices,
      Function<RowBlock, RowBlock.Answers> model) {
    boolean numeric = table.require(spec.label().column(), "data.label").numeric();
    AnswerTable answers =
        AnswerTable.create(spec.label(), numeric, attributes, slices, table.session().log());
    try {
      answers.ask(reads, rows, columns, model);
      return answers.predictions(JudgedSource.of(table, labelled, rows, reads.key()));
    } catch (RuntimeException e) {
      answers.close();
      throw e;
    }
  }

  @Override
  public Map<String, Long> missing(RowSet rows, List<String> columns) {
    return counts.missing(rows, columns);
  }

  @Override
  public Map<String, ColumnFact> columnFacts(RowSet rows, List<String> columns) {
    return new ColumnFacts(table, labelled).of(rows, columns);
  }

  @Override
  public List<LabelCount> labelled(ProtectedAttribute attribute) {
    return groups.labelled(attribute);
  }

  @Override
  public TimeOrder timeOrder(String column) {
    return new ColumnFacts(table, labelled).timeOrder(column);
  }

  @Override
  public List<Source> sources() {
    return Lineage.of(table.paths());
  }

  @Override
  public long duplicates(RowSet rows, List<String> columns) {
    return counts.duplicates(rows, columns);
  }

  @Override
  public Repeats repeats(RowSet rows, List<String> columns) {
    return counts.repeats(rows, columns);
  }

  @Override
  public List<StratumCount> strata(
      RowSet rows, ProtectedAttribute attribute, List<String> conditionOn) {
    return new Strata(table, labelled).count(rows, attribute, conditionOn);
  }

  @Override
  public long shared(RowSet rows, RowSet others, List<String> columns) {
    return counts.shared(rows, others, columns);
  }

  @Override
  public void close() {
    table.close();
  }
}
