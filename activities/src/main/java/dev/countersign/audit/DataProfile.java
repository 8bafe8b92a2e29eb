package dev.countersign.audit;

import dev.countersign.data.ColumnFact;
import dev.countersign.data.Dataset;
import dev.countersign.data.Sample;
import dev.countersign.gates.Figure;
import dev.countersign.manifest.DataSpec;
import dev.countersign.page.Shown;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Columns described one by one, from a sample of the judged rows where there are many.
 *
 * @param rows rows in the sample
 * @param of rows it was drawn from
 * @param columns features and protected columns; none that only names people
 * @param outliers rows set apart by all features together
 * @param associations how strongly features go together, two by two
 */
record DataProfile(
    long rows, long of, List<ColumnProfile> columns, Outliers outliers, Associations associations) {
  private static final int NAMED = 5;

  /**
   * Describes a sample.
   *
   * @param facts of its columns, counted over all judged rows
   */
  static DataProfile of(
      Sample sample, Dataset data, DataSpec spec, Map<String, ColumnFact> facts, long seed) {
    return new DataProfile(
        sample.rows(),
        sample.of(),
        new Profiler(sample, spec.protectedAttributes(), facts).profiles(),
        Outliers.in(sample, data.features(), seed),
        Associations.in(sample.columns(), data.features()));
  }

  /** What of the columns deserves a look, each as one figure. */
  List<Figure> figures() {
    return List.of(
        nearConstant(),
        rare(),
        mixed(),
        placeholders(),
        variants(),
        associations.figure(),
        outliers.figure());
  }

  private Figure nearConstant() {
    return named(
            Figure.of("near-constant-columns"),
            ColumnProfile::isNearConstant,
            "Nearly always the same: ")
        .convention(
            "columns with more than one value of which one fills 99 % of the sampled rows or more");
  }

  private Figure rare() {
    Figure figure =
        named(Figure.of("rare-categories"), column -> column.rare() > 0, "Rare values stand in: ");
    return figure
        .value((double) columns.stream().mapToInt(ColumnProfile::rare).sum())
        .convention("values of columns of texts that fewer than 1 % of the sampled rows have");
  }

  private Figure mixed() {
    return named(
            Figure.of("mixed-types"),
            column -> column.texts() != null && column.texts().isMixed(),
            "Numbers and other texts stand side by side in: ")
        .convention(
            "columns of texts of which 1 % of the sampled ones or more, but not all, read as"
                + " numbers");
  }

  private Figure placeholders() {
    return named(
            Figure.of("disguised-missing-values"),
            column -> column.texts() != null && column.texts().placeholders() > 0,
            "Words for a missing value stand in: ")
        .convention(
            "columns of texts in which a customary word for a missing value stands (?, n/a, null,"
                + " unknown …)");
  }

  private Figure variants() {
    return named(
            Figure.of("spelling-variants"),
            column -> column.texts() != null && column.texts().variants() > 0,
            "The same text is written differently in: ")
        .convention(
            "columns in which sampled texts differ from another in nothing but case or spaces");
  }

  private Figure named(Figure figure, Predicate<ColumnProfile> chosen, String words) {
    List<String> names = columns.stream().filter(chosen).map(ColumnProfile::column).toList();
    figure.value((double) names.size()).rows(rows);
    if (!names.isEmpty()) {
      int shown = Math.min(NAMED, names.size());
      figure.note(
          words
              + String.join(", ", names.subList(0, shown))
              + (shown < names.size() ? " and " + Shown.of(names.size() - shown) + " more." : "."));
    }
    return rows == of
        ? figure
        : figure.note("On " + Shown.of(rows) + " of " + Shown.of(of) + " rows.");
  }
}
