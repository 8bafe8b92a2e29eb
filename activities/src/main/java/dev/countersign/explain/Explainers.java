package dev.countersign.explain;

import dev.countersign.data.Frame;
import dev.countersign.model.Scorer;
import dev.countersign.model.TreeModel;
import java.util.Optional;

/** Chooses how a model is explained. */
public final class Explainers {
  private Explainers() {}

  /**
   * Exactly for tree ensembles: path-dependent TreeSHAP where the file says how many rows passed
   * each node, else interventional over the background. By seeded KernelSHAP for anything else.
   *
   * @param scorer the model, which must stay open
   * @param background rows to stand in for what is unknown; at least one
   * @param rows about how many rows will be explained
   * @param seed of KernelSHAP's coalitions
   */
  public static Explainer of(Scorer scorer, Frame background, int rows, long seed) {
    Optional<TreeModel> trees = scorer.trees();
    if (trees.isEmpty()) {
      return new KernelExplainer(scorer, background, seed);
    }
    TreeModel model = trees.get();
    return model.ensemble().hasCovers()
        ? TreeExplainer.pathDependent(scorer, model, rows)
        : TreeExplainer.interventional(scorer, model, background);
  }
}
