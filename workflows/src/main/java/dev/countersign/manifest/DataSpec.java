package dev.countersign.manifest;

import dev.countersign.manifest.binding.AtLeastOne;
import dev.countersign.manifest.binding.Doc;
import dev.countersign.manifest.binding.Form;
import dev.countersign.manifest.binding.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the rows are and what they mean. */
public record DataSpec(
    @Doc("A path relative to the manifest, or a URI; CSV or Parquet. Left out with split sources.")
        @Nullable String source,
    @Doc(
            "Which rows train, calibrate and evaluate. Without it every row serves audits and"
                + " predictions, and training is refused.")
        @Nullable Split split,
    @Doc("The column that identifies a row; never a feature.") @Nullable String id,
    @Doc("What is learnt.") Label label,
    @Doc("The attributes groups are compared by.") @Key("protected")
        List<ProtectedAttribute> protectedAttributes,
    @Doc(
            "Which columns the model may see. Without it every column but label, id, split, pii and"
                + " protected ones; those only with use: feature.")
        @Nullable Features features,
    @Doc("Columns that identify people; never features, never in evidence.") List<String> pii) {

  public DataSpec {
    protectedAttributes =
        protectedAttributes == null ? List.of() : List.copyOf(protectedAttributes);
    pii = pii == null ? List.of() : List.copyOf(pii);
  }

  /** What is learnt. */
  public record Label(
      @Doc("The label column.") String column,
      @Doc(
              "The value that is good for the person; with task: regression the range that is, such"
                  + " as \">=1000\".")
          String favourable,
      @Doc("Where the labels come from.") Provenance provenance,
      @Doc("What kind of label it is; default classification.") @Nullable Task task,
      @Doc(
              "With task: multi-class, the label's values in the order of the model's outputs."
                  + " Needed wherever a model answers.")
          @AtLeastOne
          @Nullable List<String> classes) {

    public Label {
      classes = classes == null ? null : List.copyOf(classes);
    }

    /** A label that is favourable or anything else. */
    public static Label of(String column, String favourable, Provenance provenance) {
      return new Label(column, favourable, provenance, null, null);
    }

    /**
     * Which output of a model is the favourable class, counted from 0.
     *
     * @param ofTwo the answer where there are two classes
     */
    public int favourableIndex(int ofTwo) {
      return classes == null ? ofTwo : classes.indexOf(favourable);
    }

    /** What kind of label it is, {@link Task#CLASSIFICATION} unless said. */
    public Task taskOrDefault() {
      return task == null ? Task.CLASSIFICATION : task;
    }
  }

  /** What kind a label is of. */
  public enum Task {
    @Doc("Favourable, or anything else.")
    CLASSIFICATION,
    @Doc(
        "One of several classes, each of which counts: a model answers one probability a class,"
            + " predictions name the class.")
    MULTI_CLASS,
    @Doc("A number; what falls into the favourable range is favourable, label and prediction.")
    REGRESSION
  }

  /** Where labels come from. */
  public enum Provenance {
    @Doc("Something that happened.")
    OUTCOME,
    @Doc("Somebody's earlier decision: learnt with its bias.")
    HUMAN_DECISION,
    @Doc("Something that stands in for what is meant.")
    PROXY
  }

  /** Which columns a model may see; at most one of the two is given. */
  public record Features(
      @Doc("These columns, in this order.") @AtLeastOne @Nullable List<String> include,
      @Doc("All columns but these.") @Nullable List<String> exclude) {
    public Features {
      include = include == null ? null : List.copyOf(include);
      exclude = exclude == null ? null : List.copyOf(exclude);
    }
  }

  /** An attribute to compare groups by. */
  public record ProtectedAttribute(
      @Doc("Its name in evidence.") String attribute,
      @Doc("The column it is read from.") String column,
      @Doc(
              "For a numeric column: ranges such as \"<=25\", \">25\", \"26..40\", each boundary"
                  + " stated, none overlapping.")
          @AtLeastOne
          @Form(pattern = Forms.BAND, words = Forms.BAND_WORDS)
          @Nullable List<String> bands,
      @Doc("The value or band the others are compared with.") String reference,
      @Doc("How far the attribute may be used; default audit.") @Nullable Use use) {
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
    @Doc("To compare groups only.")
    AUDIT,
    @Doc("Also while training, for example to weight rows.")
    TRAINING,
    @Doc("Also at decision time, for example for group thresholds.")
    DECISION,
    @Doc("As a feature of the model.")
    FEATURE;

    /** Whether an attribute of this use may be used as {@code need} asks. */
    public boolean covers(Use need) {
      return this == need || (this != FEATURE && need != FEATURE && compareTo(need) > 0);
    }
  }
}
