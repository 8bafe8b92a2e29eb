package dev.countersign.explain;

import dev.countersign.data.Dataset;
import dev.countersign.data.Frame;
import dev.countersign.data.RowSet;
import dev.countersign.data.Sample;
import dev.countersign.gates.GateContext;
import dev.countersign.gates.Options;
import dev.countersign.model.Scorer;
import java.util.List;

/**
 * What the gate works on: a sample of the rows decisions are judged on, explained.
 *
 * @param explainer of the model
 * @param sample the rows, with their groups
 * @param attributions by column of the data
 * @param error largest distance between what an explanation adds up to and what the model answers
 * @param settings rows, background and seed
 */
record ExplainedRows(
    Explainer explainer,
    Sample sample,
    ColumnAttributions attributions,
    double error,
    Settings settings) {
  private static final int LIME_ROWS = 1000;

  /** Gate options: how many rows are explained, over how many background rows, and how. */
  record Settings(int rows, int background, long seed, ExplanationMethod method) {
    /** The same with other draws. */
    Settings redrawn() {
      return new Settings(rows, background, seed + 1, method);
    }

    private static final int TREE_ROWS = 500;
    private static final int KERNEL_ROWS = 24;
    private static final int TREE_BACKGROUND = 100;
    private static final int KERNEL_BACKGROUND = 24;

    /** As the gate draws a background when nothing is said. */
    static Settings forOneRow(Scorer model, ExplanationMethod method) {
      boolean trees = model.trees().isPresent();
      return new Settings(1, trees ? TREE_BACKGROUND : KERNEL_BACKGROUND, 1, method);
    }

    static Settings of(GateContext context, Scorer model) {
      Options options = Options.of(context.policy(), ExplainGate.ID);
      boolean trees = model.trees().isPresent();
      Settings settings =
          new Settings(
              options.integer("rows", trees ? TREE_ROWS : KERNEL_ROWS, 10, 100_000),
              options.integer(
                  "background", trees ? TREE_BACKGROUND : KERNEL_BACKGROUND, 10, 10_000),
              options.integer("seed", 1, 0, Integer.MAX_VALUE),
              ExplanationMethod.of(options));
      options.refuseOthers();
      return settings;
    }
  }

  /** An explainer with a background drawn from the rows an audit judges. */
  static Explainer explainer(Scorer model, Dataset data, Settings settings) {
    RowSet from = data.auditRows();
    Frame background =
        data.sample(from, model.features(), List.of(), settings.background(), settings.seed())
            .columns();
    if (background.rows() == 0) {
      throw new ExplainException(
          "There is no background row to explain against: no row has a label.");
    }
    return switch (settings.method()) {
      case SHAPLEY -> Explainers.of(model, background, settings.rows(), settings.seed());
      case INTEGRATED_GRADIENTS -> new IntegratedGradients(model, background);
    };
  }

  /** LIME with neighbours like the rows an audit judges. */
  static LimeExplainer lime(Scorer model, Dataset data, Settings settings) {
    return new LimeExplainer(
        model,
        data.sample(data.auditRows(), model.features(), List.of(), LIME_ROWS, settings.seed())
            .columns(),
        settings.seed());
  }

  /**
   * Draws and explains rows.
   *
   * @throws ExplainException if there are no rows
   */
  static ExplainedRows of(GateContext context, Scorer model) {
    Settings settings = Settings.of(context, model);
    Dataset data = context.data();
    context.progress().report("preparing explanations", 0);
    Explainer explainer = explainer(model, data, settings);
    Sample sample =
        data.sample(
            data.judgedRows(),
            model.features(),
            context.manifest().data().protectedAttributes(),
            settings.rows(),
            settings.seed());
    if (sample.rows() == 0) {
      throw new ExplainException("There is no row to explain: the evaluation rows are empty.");
    }
    context.progress().report("explaining " + sample.rows() + " rows", 0.1);
    Attributions attributions = explainer.explain(sample.columns());
    return new ExplainedRows(
        explainer,
        sample,
        ColumnAttributions.of(explainer.inputs(), attributions),
        error(explainer, attributions, model, sample.columns()),
        settings);
  }

  /** In the space of the explanation, and as an answer against what the model itself answers. */
  private static double error(
      Explainer explainer, Attributions attributions, Scorer model, Frame rows) {
    double[] answers = explainer.answers(rows);
    double[] said = model.answers(rows).explained();
    double worst = 0;
    for (int row = 0; row < answers.length; row++) {
      double total = attributions.total(row);
      worst = Math.max(worst, Math.abs(total - answers[row]));
      worst = Math.max(worst, Math.abs(explainer.answer(total) - said[row]));
    }
    return worst;
  }
}
