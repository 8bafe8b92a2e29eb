package dev.countersign.manifest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows are and what they mean.
 *
 * @param source path relative to the manifest, or URI; CSV or Parquet. Null only with {@link
 *     Split.Sources}
 * @param split which rows train, calibrate and evaluate; null means every row serves audits, and
 *     training is refused
 * @param id column that identifies a row; never a feature
 * @param label what is learnt
 * @param protectedAttributes YAML key {@code protected}: attributes to compare groups by
 * @param features which columns the model may see; null means every column but label, id, split,
 *     protected ones not allowed, and {@code pii}
 * @param pii columns that identify people; never features, never in evidence
 */
public record DataSpec(
    @Nullable String source,
    @Nullable Split split,
    @Nullable String id,
    Label label,
    List<ProtectedAttribute> protectedAttributes,
    @Nullable Features features,
    List<String> pii) {

  public DataSpec {
    protectedAttributes =
        protectedAttributes == null ? List.of() : List.copyOf(protectedAttributes);
    pii = pii == null ? List.of() : List.copyOf(pii);
  }

  /**
   * What is learnt.
   *
   * @param column the label column
   * @param favourable the value that is good for the person
   * @param provenance where the labels come from
   */
  public record Label(String column, String favourable, Provenance provenance) {}

  /** Where labels come from. */
  public enum Provenance {
    /** Something that happened. */
    OUTCOME,
    /** Somebody's earlier decision: learnt with its bias. */
    HUMAN_DECISION,
    /** Something that stands in for what is meant. */
    PROXY
  }

  /**
   * Which columns a model may see: {@code include} in this order, or all but {@code exclude}. At
   * most one of the two is given.
   */
  public record Features(@Nullable List<String> include, @Nullable List<String> exclude) {
    public Features {
      include = include == null ? null : List.copyOf(include);
      exclude = exclude == null ? null : List.copyOf(exclude);
    }
  }

  /**
   * An attribute to compare groups by.
   *
   * @param attribute its name in evidence
   * @param column the column it is read from
   * @param bands for a numeric column: ranges such as {@code <=25}, {@code >25}, {@code 26..40},
   *     each boundary stated; they must not overlap
   * @param reference the value or band others are compared with
   * @param use how far the attribute may be used; default {@link Use#AUDIT}
   */
  public record ProtectedAttribute(
      String attribute,
      String column,
      @Nullable List<String> bands,
      String reference,
      @Nullable Use use) {
    public ProtectedAttribute {
      bands = bands == null ? null : List.copyOf(bands);
    }

    /** How far the attribute may be used, {@link Use#AUDIT} unless said. */
    public Use useOrDefault() {
      return use == null ? Use.AUDIT : use;
    }
  }

  /** How far a protected attribute may be used; each includes those before it, FEATURE excepted. */
  public enum Use {
    /** To compare groups only. */
    AUDIT,
    /** Also while training, for example to weight rows. */
    TRAINING,
    /** Also at decision time, for example for group thresholds. */
    DECISION,
    /** As a feature of the model. */
    FEATURE
  }
}
