package dev.countersign.manifest;

import org.jspecify.annotations.Nullable;

/**
 * A model that exists already.
 *
 * @param uri a file relative to the manifest, {@code models:/name/version}, or an endpoint
 * @param format how to read it
 * @param favourableIndex which of the outputs is the favourable class, default 1
 */
public record ModelSpec(String uri, Format format, @Nullable Integer favourableIndex) {

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
