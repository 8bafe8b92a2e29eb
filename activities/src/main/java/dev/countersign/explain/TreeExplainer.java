package dev.countersign.explain;

import dev.countersign.data.Frame;
import dev.countersign.model.InputColumns.Source;
import dev.countersign.model.Link;
import dev.countersign.model.Scorer;
import dev.countersign.model.TreeModel;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Explains a tree ensemble exactly: margins of boosted trees, probabilities of forests, numbers of
 * regressions.
 */
final class TreeExplainer implements Explainer {
  /** The most inputs whose pairs are looked at: a row has their square. */
  private static final int MAX_PAIRED = 200;

  private final Scorer scorer;
  private final TreeModel model;
  private final Function<double[], Attributions> shap;
  private final String method;

  private TreeExplainer(
      Scorer scorer, TreeModel model, Function<double[], Attributions> shap, String method) {
    this.scorer = scorer;
    this.model = model;
    this.shap = shap;
    this.method = method;
  }

  /** Path-dependent, for an ensemble with covers. */
  static TreeExplainer pathDependent(Scorer scorer, TreeModel model, int rows) {
    return new TreeExplainer(
        scorer,
        model,
        new PathDependentShap(model.ensemble(), rows)::explain,
        "path-dependent TreeSHAP over the training weights in the model file");
  }

  /** Interventional, over background rows. */
  static TreeExplainer interventional(Scorer scorer, TreeModel model, Frame background) {
    double[] others = model.matrix(background, 0, background.rows());
    return new TreeExplainer(
        scorer,
        model,
        new InterventionalShap(model.ensemble(), others)::explain,
        "interventional TreeSHAP over "
            + background.rows()
            + " background rows, as the model file has no training weights for its nodes");
  }

  @Override
  public List<Input> inputs() {
    return model.inputs().sources().stream().map(TreeExplainer::input).toList();
  }

  private static Input input(Source source) {
    return switch (source) {
      case Source.Numeric(String column) -> Input.of(column);
      case Source.Coded coded -> Input.of(coded.column());
      case Source.Indicator(String column, String value) ->
          new Input(column + "=" + value, column, value);
    };
  }

  @Override
  public Space space() {
    return switch (model.ensemble().link()) {
      case Link.Identity() -> Space.PROBABILITY;
      case Link.Logistic(double steepness) -> Space.MARGIN;
      case Link.Amount() -> Space.AMOUNT;
    };
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public Attributions explain(Frame rows) {
    return shap.apply(model.matrix(rows, 0, rows.rows()));
  }

  @Override
  public double answer(double explained) {
    return model.ensemble().link().answer(explained);
  }

  @Override
  public Optional<Interactions> interactions(Frame rows) {
    int width = model.ensemble().features().size();
    if (!model.ensemble().hasCovers() || width > MAX_PAIRED) {
      return Optional.empty();
    }
    double[] inputs = model.matrix(rows, 0, rows.rows());
    return Optional.of(new InteractionShap(model.ensemble()).explain(inputs, shap.apply(inputs)));
  }

  @Override
  public double[] answers(Frame rows) {
    return switch (model.ensemble().link()) {
      case Link.Identity(), Link.Amount() -> scorer.answers(rows).explained();
      case Link.Logistic(double steepness) ->
          model.ensemble().margins(model.matrix(rows, 0, rows.rows()), rows.rows());
    };
  }
}
