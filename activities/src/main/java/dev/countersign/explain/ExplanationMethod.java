package dev.countersign.explain;

import dev.countersign.gates.Options;
import dev.countersign.policy.EffectivePolicy;
import java.util.Set;

/** How contributions are computed: option {@code method} of the explainability gate. */
public enum ExplanationMethod {
  /** Exact Shapley values of trees, KernelSHAP of anything else. */
  SHAPLEY,
  /** Integrated gradients, for networks over numbers. */
  INTEGRATED_GRADIENTS;

  private static final String OPTION = "method";
  private static final String GRADIENTS = "integrated-gradients";

  /** What a policy and its manifest say; Shapley values where they say nothing. */
  public static ExplanationMethod of(EffectivePolicy policy) {
    return of(Options.of(policy, ExplainGate.ID));
  }

  static ExplanationMethod of(Options options) {
    return options.word(OPTION, "shapley", Set.of("shapley", GRADIENTS)).equals(GRADIENTS)
        ? INTEGRATED_GRADIENTS
        : SHAPLEY;
  }
}
