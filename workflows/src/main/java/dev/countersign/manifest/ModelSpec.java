package dev.countersign.manifest;

import dev.countersign.manifest.binding.Doc;
import dev.countersign.manifest.binding.Range;
import org.jspecify.annotations.Nullable;

/** A model that exists already. */
public record ModelSpec(
    @Doc("A file relative to the manifest, models:/name/version, or an endpoint's address.")
        String uri,
    @Doc("How to read it, or how to ask it: mlflow-scoring for an endpoint.") Format format,
    @Doc("Which output is the favourable class, counted from 0; default 1.") @Range(min = 0)
        @Nullable Integer favourableIndex) {

  /** Model formats that can be read. */
  public enum Format {
    ONNX,
    XGBOOST,
    LIGHTGBM,
    /** An endpoint that speaks MLflow's scoring protocol: it can only be asked. */
    MLFLOW_SCORING
  }

  /** Whether the model is an endpoint: it has no file, and can only be asked. */
  public boolean isEndpoint() {
    return format == Format.MLFLOW_SCORING;
  }

  /** Which output is the favourable class, 1 unless said. */
  public int favourableIndexOrDefault() {
    return favourableIndex == null ? 1 : favourableIndex;
  }
}
