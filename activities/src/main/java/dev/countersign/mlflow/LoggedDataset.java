package dev.countersign.mlflow;

import dev.countersign.passport.Digests;

/**
 * Data that a model was made from and judged by, as a registry remembers it.
 *
 * @param name of the file
 * @param digest {@code sha256:…} of its content
 * @param context what it served for: {@code source}, {@code train}, {@code evaluation} or {@code
 *     calibration}
 */
public record LoggedDataset(String name, String digest, String context) {
  public LoggedDataset {
    Digests.validate(digest);
  }
}
