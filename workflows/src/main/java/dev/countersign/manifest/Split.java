package dev.countersign.manifest;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** Which rows train, which calibrate, which evaluate. */
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

  /**
   * A column says it: {@code {column: split, train: train, evaluation: test, calibration?: cal}}.
   */
  record Column(String column, String train, String evaluation, @Nullable String calibration)
      implements Split {}

  /**
   * A hash says it: {@code {evaluation: 0.3, seed: 7, calibration?: 0.1, group?: household}}. Let u
   * be the first 8 bytes, big-endian and unsigned, of SHA-256 of the UTF-8 text {@code seed:key},
   * over 2^64; the key is the group column's value, else the id column's, else the row number from
   * 0. A row is evaluation when u &lt; evaluation, calibration when evaluation ≤ u &lt; evaluation
   * + calibration, else train. With seed 10, {@code G0001} gives 0.015578.
   *
   * @param evaluation fraction in (0, 1)
   * @param calibration fraction in (0, 1), the two together below 1
   */
  record Hashed(double evaluation, @Nullable Double calibration, long seed, @Nullable String group)
      implements Split {}

  /**
   * Time says it: {@code {time: applied_on, evaluation: "2026-01-01", calibration?: "2025-10-01"}}.
   * Rows at or after {@code evaluation} evaluate, earlier ones at or after {@code calibration}
   * calibrate, the rest train.
   */
  record Time(String time, String evaluation, @Nullable String calibration) implements Split {}

  /** Files say it: {@code {train: a.csv, evaluation: b.csv, calibration?: c.csv}}. */
  record Sources(String train, String evaluation, @Nullable String calibration) implements Split {}
}
