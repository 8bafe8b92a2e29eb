package dev.countersign.manifest;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.countersign.manifest.binding.Doc;
import dev.countersign.manifest.binding.Range;
import org.jspecify.annotations.Nullable;

/** Which rows train, which calibrate, which evaluate. A manifest chooses one by its keys. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "by")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Split.Column.class, name = "column"),
  @JsonSubTypes.Type(value = Split.Hashed.class, name = "hash"),
  @JsonSubTypes.Type(value = Split.Time.class, name = "time"),
  @JsonSubTypes.Type(value = Split.Sources.class, name = "sources")
})
public sealed interface Split {

  /** The part a row belongs to. A row in none of them is left out. */
  enum Part {
    TRAIN,
    CALIBRATION,
    EVALUATION
  }

  /** A column says it: {@code {column: split, train: train, evaluation: test}}. */
  @Doc("A column says it: {column: split, train: train, evaluation: test}.")
  record Column(
      @Doc("The column that says which part a row belongs to.") String column,
      @Doc("Its value for training rows.") String train,
      @Doc("Its value for evaluation rows.") String evaluation,
      @Doc("Its value for calibration rows.") @Nullable String calibration)
      implements Split {}

  /**
   * A hash says it: {@code {evaluation: 0.3, seed: 7}}. Let u be the first 8 bytes, big-endian and
   * unsigned, of SHA-256 of the UTF-8 text {@code seed:key}, over 2^64; the key is the group
   * column's value, else the id column's, else the row number from 0. A row is evaluation when u
   * &lt; evaluation, calibration when evaluation ≤ u &lt; evaluation + calibration, else train.
   * With seed 10, {@code G0001} gives 0.015578.
   */
  @Doc("A hash of the id says it, the same on every machine: {evaluation: 0.3, seed: 7}.")
  record Hashed(
      @Doc("The fraction of rows that evaluate.")
          @Range(min = 0, above = true, max = 1, below = true)
          double evaluation,
      @Doc("The fraction of rows that calibrate; with evaluation it stays below 1.")
          @Range(min = 0, above = true, max = 1, below = true)
          @Nullable Double calibration,
      @Doc("Any whole number; another seed gives another split.") long seed,
      @Doc("A column whose rows of one value stay in one part, for example a household.")
          @Nullable String group)
      implements Split {}

  /** Time says it: rows at or after {@code evaluation} evaluate, earlier ones train. */
  @Doc("Time says it: {time: applied_on, evaluation: \"2026-01-01\"}.")
  record Time(
      @Doc("The column that holds the time.") String time,
      @Doc("Rows at or after this time evaluate.") String evaluation,
      @Doc("Earlier rows at or after this time calibrate.") @Nullable String calibration)
      implements Split {}

  /** Files say it: {@code {train: a.csv, evaluation: b.csv}}. */
  @Doc("Files say it, instead of data.source: {train: a.csv, evaluation: b.csv}.")
  record Sources(
      @Doc("Path or URI of the training rows.") String train,
      @Doc("Path or URI of the evaluation rows.") String evaluation,
      @Doc("Path or URI of the calibration rows.") @Nullable String calibration)
      implements Split {}
}
