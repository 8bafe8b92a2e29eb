package dev.countersign.release;

import dev.countersign.activity.ModelRef;
import dev.countersign.data.Dataset;
import dev.countersign.evidence.EvidenceStore;
import dev.countersign.gate.GateResult;
import dev.countersign.gates.Gate;
import dev.countersign.gates.GateContext;
import dev.countersign.gates.Progress;
import dev.countersign.manifest.ModelSpec;
import dev.countersign.model.Scorer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs one gate over a frozen release: opens what it needs, runs it, closes it again. */
public final class GateRunner {
  private final ReleaseInputs inputs;
  private final EvidenceStore evidence;

  private final List<Gate> gates;

  public GateRunner(ReleaseInputs inputs, EvidenceStore evidence, List<Gate> gates) {
    this.inputs = inputs;
    this.evidence = evidence;
    this.gates = List.copyOf(gates);
  }

  /**
   * Runs a gate.
   *
   * @param gate its id
   * @param model the model under release; null before training and when there is none to call
   * @param incumbent what serves now; null for a first release
   * @param earlier results of the gates before, in order
   * @throws IllegalArgumentException if there is no gate of that id
   */
  public GateResult run(
      String gate,
      FrozenDocument release,
      @Nullable ModelRef model,
      @Nullable ModelRef incumbent,
      List<GateResult> earlier,
      Progress progress) {
    Gate runs = named(gate);
    try (Dataset data = inputs.data(release);
        Scorer scorer = model == null ? null : inputs.scorer(model, data);
        Scorer serving = incumbent == null ? null : inputs.scorer(incumbent, data)) {
      return runs.run(
          new GateContext(
              release.manifest(),
              release.policy(),
              data,
              scorer,
              fileOf(model),
              serving,
              earlier,
              evidence,
              progress));
    }
  }

  private @Nullable Path fileOf(@Nullable ModelRef model) {
    boolean endpoint = model != null && model.format() == ModelSpec.Format.MLFLOW_SCORING;
    return model == null || endpoint ? null : inputs.file(model);
  }

  private Gate named(String id) {
    return gates.stream()
        .filter(gate -> gate.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no gate " + id + "; there are " + gates.stream().map(Gate::id).toList()));
  }
}
