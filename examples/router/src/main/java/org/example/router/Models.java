package org.example.router;

import dev.countersign.rollout.ModelTarget;

/** The two models that are deployed beside the router. */
final class Models {
  static final ModelTarget INCUMBENT = new ModelTarget("1", "sha256:" + "1".repeat(64));
  static final ModelTarget CANDIDATE = new ModelTarget("2", "sha256:" + "2".repeat(64));

  private Models() {}
}
