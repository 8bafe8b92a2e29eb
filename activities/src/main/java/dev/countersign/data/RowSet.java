package dev.countersign.data;

/** Which rows of a dataset are meant. */
public enum RowSet {
  /** Every row of the source, split or not. */
  ALL,
  TRAIN,
  CALIBRATION,
  EVALUATION
}
