package dev.countersign.manifest;

/** Risk tier of a release, from mildest to most severe, after the EU AI Act's classes. */
public enum RiskTier {
  MINIMAL,
  LIMITED,
  HIGH,
  /** Prohibited by Article 5: refused outright. */
  UNACCEPTABLE
}
