package dev.countersign.audit;

import dev.countersign.data.ColumnFact;
import dev.countersign.data.DataException;
import dev.countersign.data.Dataset;
import dev.countersign.data.NumberFacts;
import dev.countersign.data.RowSet;
import dev.countersign.gate.Check;
import dev.countersign.gates.Figure;
import dev.countersign.manifest.DataFacts;
import dev.countersign.manifest.DataSpec;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.stats.Proportion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be said of rows and columns without looking at groups. */
final class QualityFigures {
  /** So many columns are listed one by one, the emptiest first; the report has all. */
  private static final int LISTED_COLUMNS = 50;

  private final Dataset data;
  private final DataSpec spec;
  private final RowSet judged;
  private final @Nullable RowSet aside;
  private final Map<String, ColumnFact> facts;
  private final Dataset.Repeats repeats;

  /**
   * Counts.
   *
   * @throws DataException if a feature or a protected column holds an infinite number
   */
  QualityFigures(Dataset data, DataSpec spec) {
    this.data = data;
    this.spec = spec;
    this.judged = data.auditRows();
    this.aside = data.isSplit() ? data.judgedRows() : null;
    this.facts = data.columnFacts(judged, describingColumns());
    requireFinite(facts);
    this.repeats = data.repeats(judged, data.features());
  }

  /** Nothing can be learnt from, or cut at, a number without end; which columns hold some shows. */
  private static void requireFinite(Map<String, ColumnFact> facts) {
    List<String> infinite = new ArrayList<>();
    facts.forEach(
        (column, fact) -> {
          NumberFacts numbers = fact.numbers();
          if (numbers != null && numbers.infinite() > 0) {
            infinite.add(column + " (" + numbers.infinite() + ")");
          }
        });
    if (!infinite.isEmpty()) {
      throw new DataException(
          "columns hold infinite numbers: "
              + shown(infinite)
              + ". Replace them, or leave the columns out of data.features");
    }
  }

  /** What features and protected columns come to, over all judged rows. */
  Map<String, ColumnFact> facts() {
    return facts;
  }

  private ColumnFact fact(String column) {
    return Objects.requireNonNull(facts.get(column), column);
  }

  /** Missing values by column, of features and protected columns. */
  Map<String, Long> missing() {
    Map<String, Long> missing = new LinkedHashMap<>();
    facts.forEach((column, fact) -> missing.put(column, fact.missing()));
    return missing;
  }

  /** One figure a column with missing values, the emptiest first, or one for none at all. */
  List<Figure> missingValues() {
    long rows = data.count(judged);
    List<String> gappy =
        facts.entrySet().stream()
            .filter(column -> column.getValue().missing() > 0)
            .sorted(
                Comparator.comparingLong(
                        (Map.Entry<String, ColumnFact> column) -> column.getValue().missing())
                    .reversed())
            .limit(LISTED_COLUMNS)
            .map(Map.Entry::getKey)
            .toList();
    if (gappy.isEmpty()) {
      return List.of(missing(0, rows).note("No feature or protected column misses a value."));
    }
    Map<String, Long> others = aside == null ? Map.of() : data.missing(aside, gappy);
    List<Figure> figures = new ArrayList<>();
    for (String column : gappy) {
      Figure figure = missing(fact(column).missing(), rows).on(column);
      if (aside != null) {
        figure.alongside(
            alongside(new Proportion(others.getOrDefault(column, 0L), data.count(aside))));
      }
      figures.add(figure);
    }
    return figures;
  }

  private static Figure missing(long missing, long rows) {
    return share("missing-values", missing, rows)
        .convention("missing values / rows, of the column");
  }

  /** Rows without a label, which nothing can learn from or be judged by. */
  Figure unlabelled() {
    long labelled = data.count(RowSet.ALL);
    return share("missing-values", data.unlabelled(), labelled + data.unlabelled())
        .on(spec.label().column())
        .convention("rows without a label / all rows")
        .note("Rows without a label are left out everywhere else.");
  }

  /** Rows that don't repeat in the features can't repeat in these and more. */
  Figure duplicates() {
    long repeated = repeats.repeated() == 0 ? 0 : data.duplicates(judged, contentColumns());
    return share("duplicate-rows", repeated, data.count(judged))
        .convention("rows that repeat an earlier one, id left out / rows");
  }

  Figure labelQuality() {
    return share("label-quality", repeats.contradictory(), data.count(judged))
        .convention("rows that agree with another in every feature and not in the label / rows");
  }

  Figure constantColumns() {
    List<String> constant = constant();
    Figure figure =
        Figure.of("constant-columns")
            .value((double) constant.size())
            .rows(data.count(judged))
            .convention("features with a single value");
    return constant.isEmpty() ? figure : figure.note("They say nothing: " + shown(constant) + ".");
  }

  /** Features with a single value. */
  List<String> constant() {
    return data.features().stream().filter(name -> fact(name).constant()).toList();
  }

  /** Rows of one part that stand in another too. */
  Figure splitLeakage() {
    Figure figure =
        Figure.of("split-leakage")
            .convention("rows of a later part that equal one of an earlier part, id left out");
    if (!data.isSplit()) {
      return figure.note(
          "There is no split: nothing can leak between its parts, and whether a model brought here"
              + " has seen these rows can't be told.");
    }
    List<String> columns = contentColumns();
    long evaluation = data.shared(RowSet.EVALUATION, RowSet.TRAIN, columns);
    long calibration =
        data.shared(RowSet.CALIBRATION, RowSet.TRAIN, columns)
            + data.shared(RowSet.EVALUATION, RowSet.CALIBRATION, columns);
    figure
        .value((double) (evaluation + calibration))
        .rows(data.count(RowSet.EVALUATION) + data.count(RowSet.CALIBRATION));
    return evaluation + calibration == 0
        ? figure
        : figure.note(
            "Drop repeated rows, or keep them in one part with data.split.group, so that the"
                + " evaluation sees rows the model has not.");
  }

  /** Everything a row says of its person, but for what only names it. */
  private List<String> contentColumns() {
    Set<String> names = new LinkedHashSet<>();
    data.columns().stream().map(DataFacts.Column::name).forEach(names::add);
    spec.pii().forEach(names::remove);
    if (spec.id() != null) {
      names.remove(spec.id());
    }
    if (spec.split() instanceof dev.countersign.manifest.Split.Column split) {
      names.remove(split.column());
    }
    return List.copyOf(names);
  }

  private List<String> describingColumns() {
    Set<String> names = new LinkedHashSet<>(data.features());
    spec.protectedAttributes().stream().map(ProtectedAttribute::column).forEach(names::add);
    return List.copyOf(names);
  }

  private static Figure share(String check, long part, long rows) {
    Proportion share = new Proportion(part, rows);
    return Figure.of(check).value(share.rate()).interval(share.wilson(0.95)).rows(rows);
  }

  private Check.Alongside alongside(Proportion other) {
    return new Check.Alongside(
        "evaluation",
        other.isEmpty() ? null : (Double) other.rate(),
        other.isEmpty() ? null : other.wilson(0.95),
        other.trials());
  }

  private static String shown(List<String> names) {
    int shown = Math.min(names.size(), 10);
    String list = String.join(", ", names.subList(0, shown));
    return shown < names.size() ? list + " and " + (names.size() - shown) + " more" : list;
  }
}
