package dev.countersign.explain;

import dev.countersign.data.Dataset;
import dev.countersign.data.Frame;
import dev.countersign.data.RowSet;
import dev.countersign.explain.RowExplanation.Contribution;
import dev.countersign.model.Scorer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Explains single rows of a dataset by the model that decides them, with the background the gate
 * draws when nothing else is said.
 */
public final class RowExplainer {
  private static final Comparator<Contribution> LARGEST_FIRST =
      Comparator.comparingDouble((Contribution c) -> Math.abs(c.contribution())).reversed();

  private final Dataset data;
  private final Scorer model;
  private final Explainer explainer;
  private final List<String> ids;
  private final Frame known;

  /**
   * Prepares to explain rows.
   *
   * @param model must stay open, as must {@code data}
   * @throws ExplainException if the data has no rows to explain against
   */
  public RowExplainer(Dataset data, Scorer model) {
    this(data, model, ExplanationMethod.SHAPLEY);
  }

  /** The same by a method of choice. */
  public RowExplainer(Dataset data, Scorer model, ExplanationMethod method) {
    this.data = data;
    this.model = model;
    this.ids = data.ids(RowSet.ALL);
    this.known = data.frame(data.auditRows(), model.features());
    this.explainer =
        ExplainedRows.explainer(model, data, ExplainedRows.Settings.forOneRow(model, method));
  }

  /**
   * Explains the row of this id.
   *
   * @param id a value of the id column, or a row number from 0 where there is none
   * @throws ExplainException if there is no such row, or several
   */
  public ExplainedDecision explain(String id) {
    Frame row = row(id);
    Attributions attributions = explainer.explain(row);
    double prediction = explainer.answers(row)[0];
    List<Contribution> inputs = new ArrayList<>();
    for (int i = 0; i < explainer.inputs().size(); i++) {
      Explainer.Input input = explainer.inputs().get(i);
      inputs.add(new Contribution(input.name(), Cell.of(row, input, 0), attributions.value(0, i)));
    }
    inputs.sort(LARGEST_FIRST);
    ColumnAttributions byColumn = ColumnAttributions.of(explainer.inputs(), attributions);
    List<Reason> columns = new ArrayList<>();
    for (int i = 0; i < byColumn.columns().size(); i++) {
      columns.add(reason(row, byColumn.columns().get(i), byColumn.value(0, i)));
    }
    columns.sort(Comparator.comparingDouble((Reason r) -> Math.abs(r.contribution())).reversed());
    String space = explainer.space().word();
    return new ExplainedDecision(
        new RowExplanation(id, space, attributions.base(), prediction, inputs),
        columns,
        explainer.answer(attributions.base()),
        model.answers(row),
        explainer.space(),
        explainer.method());
  }

  /** Whether a column only says yes or no, which has no high and no low side. */
  private static boolean indicates(double[] values) {
    return Arrays.stream(values).allMatch(v -> v == 0 || v == 1 || Double.isNaN(v));
  }

  private Reason reason(Frame row, String column, double contribution) {
    Object value = Cell.of(row, column, 0);
    if (value == null
        || !(known.column(column) instanceof Frame.Numbers(double[] values))
        || indicates(values)) {
      return new Reason(column, value, contribution, null, null);
    }
    double own = row.numbers(column)[0];
    double[] present = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
    double count = Math.max(1, present.length);
    return new Reason(
        column,
        value,
        contribution,
        Arrays.stream(present).filter(v -> v < own).count() / count,
        Arrays.stream(present).filter(v -> v > own).count() / count);
  }

  /** The row of this id, with the columns the model reads. */
  public Frame row(String id) {
    return data.frame(RowSet.ALL, model.features()).select(new int[] {index(id)});
  }

  /**
   * Where the row of this id stands among all rows.
   *
   * @throws ExplainException if there is no such row, or several
   */
  public int index(String id) {
    int first = ids.indexOf(id);
    if (first < 0) {
      throw new ExplainException(
          "There is no row "
              + id
              + " with a label in the data; the first is "
              + (ids.isEmpty() ? "(none)" : ids.getFirst())
              + ". Give a value of the id column, or a row number from 0 where there is none.");
    }
    if (ids.lastIndexOf(id) != first) {
      throw new ExplainException(
          "Several rows have the id " + id + ", so it names none. Make ids unique.");
    }
    return first;
  }
}
