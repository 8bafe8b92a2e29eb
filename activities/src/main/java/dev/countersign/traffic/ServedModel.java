package dev.countersign.traffic;

import dev.countersign.manifest.ModelSpec;
import dev.countersign.rollout.ModelTarget;
import java.util.List;

/**
 * All it takes to load a model again after a restart.
 *
 * @param target which model: version and digest of its file
 * @param format how to read the file
 * @param features the columns it may see, in the order it is to see them
 * @param favourableIndex which of its outputs is the favourable class, from 0
 */
public record ServedModel(
    ModelTarget target, ModelSpec.Format format, List<String> features, int favourableIndex) {
  public ServedModel {
    features = List.copyOf(features);
  }
}
