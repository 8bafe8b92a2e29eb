package dev.countersign.manifest;

import dev.countersign.manifest.binding.Doc;
import dev.countersign.manifest.binding.Range;
import org.jspecify.annotations.Nullable;

/** A model that exists already. */
public record ModelSpec(
    @Doc("A file relative to the manifest, models:/name/version, or an endpoint.") String uri,
    @Doc("How to read it.") Format format,
    @Doc("Which output is the favourable class, counted from 0; default 1.") @Range(min = 0)
        @Nullable Integer favourableIndex) {

  /** Model formats that can be read. */
  public enum Format {
    ONNX,
    XGBOOST,
    LIGHTGBM
  }

  /** Which output is the favourable class, 1 unless said. */
  public int favourableIndexOrDefault() {
    return favourableIndex == null ? 1 : favourableIndex;
  }
}
