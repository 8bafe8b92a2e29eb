package dev.countersign.traffic;

import dev.countersign.manifest.DataSpec.Label;
import dev.countersign.manifest.ModelSpec;
import dev.countersign.model.Outputs;
import dev.countersign.rollout.ModelTarget;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All it takes to load a model again after a restart.
 *
 * @param target which model: version and digest of its file
 * @param format how to read the file
 * @param features the columns it may see, in the order it is to see them
 * @param favourableIndex which of its outputs is the favourable class, from 0
 * @param label what it predicts; null where that is favourable or not
 */
public record ServedModel(
    ModelTarget target,
    ModelSpec.Format format,
    List<String> features,
    int favourableIndex,
    @Nullable Label label) {
  public ServedModel {
    features = List.copyOf(features);
  }

  /** What its outputs mean. */
  public Outputs outputs() {
    return label == null
        ? new Outputs.TwoClasses(favourableIndex)
        : Outputs.of(label, favourableIndex);
  }
}
