package dev.countersign.manifest;

import dev.countersign.manifest.GateVocabulary.Check;
import dev.countersign.manifest.GateVocabulary.Option;
import dev.countersign.manifest.GateVocabulary.OptionType;
import dev.countersign.manifest.GateVocabulary.Tighter;
import java.util.List;

/** What the data audit measures, and what it may be told. */
final class DataAuditVocabulary {
  private DataAuditVocabulary() {}

  static GateVocabulary vocabulary() {
    return new GateVocabulary(
        "data-audit",
        "Labels and columns, before anything is trained.",
        List.of(
            GateCatalogue.DISPARATE_IMPACT,
            GateCatalogue.STATISTICAL_PARITY_DIFFERENCE,
            new Check(
                "class-imbalance",
                "share of the most frequent label, in (0, 1]; of two, or in or out of the"
                    + " favourable range, in [0.5, 1]"),
            new Check("representation", "the group's share of all rows, in [0, 1]"),
            new Check("missing-values", "share of a column's values that are missing, in [0, 1]"),
            new Check("duplicate-rows", "share of rows that repeat an earlier one, in [0, 1]"),
            new Check("split-leakage", "rows that stand in more than one part of the split"),
            new Check(
                "label-leakage",
                "AUC with which one feature alone predicts the label, in [0.5, 1]: of several"
                    + " classes the largest, of a number also the concordance"),
            new Check(
                "label-quality",
                "share of rows that agree with another in every feature and not in the label:"
                    + " class, number, or favourable or not"),
            new Check(
                "proxy-auc",
                "cross-validated AUC with which one feature predicts the attribute, in [0.5, 1]"),
            new Check(
                "conditional-label-disparity",
                "difference of base rates left within strata of the features under conditionOn"),
            new Check("constant-columns", "features with a single value"),
            new Check(
                "near-constant-columns",
                "features of which 99 % of the sampled values or more are the same"),
            new Check(
                "rare-categories", "texts that fewer than one in a hundred sampled rows have"),
            new Check(
                "mixed-types", "columns of texts of which some, but not all, read as numbers"),
            new Check(
                "disguised-missing-values",
                "columns in which a customary word for a missing value stands, as ? or n/a"),
            new Check(
                "spelling-variants",
                "columns in which sampled texts differ from others in case or spaces only"),
            new Check(
                "correlated-features",
                "pairs of features of which one tells the other, at 0.95 or more of 1"),
            new Check("outliers", "share of sampled rows that an isolation forest sets apart"),
            new Check(
                "drifted-columns",
                "features that moved between training and evaluation rows, by more than chance"),
            new Check("unlabelled-difference", "P(no label | group) − P(no label | reference)"),
            new Check(
                "time-order",
                "share of training rows that are not before the first evaluation row")),
        List.of(
            GateCatalogue.INTERSECTIONS,
            new Option(
                "warnAbove",
                GateCatalogue.real(0.5, 1),
                Tighter.LOWER,
                "proxy-auc from which a feature is warned of as a weaker proxy"),
            new Option(
                "driftAbove",
                GateCatalogue.real(0.01, 1),
                Tighter.LOWER,
                "population stability index from which a feature counts as moved; default 0.1"),
            new Option(
                "timeColumn",
                new OptionType.Text(),
                Tighter.FREE,
                "the column that says when a row came about; training must lie before evaluation"),
            new Option(
                "conditionOn",
                new OptionType.Texts(),
                Tighter.FREE,
                "legitimate features to condition label disparity on"),
            new Option(
                "sampleRows",
                GateCatalogue.whole(100, 10_000_000),
                Tighter.HIGHER,
                "rows that proxies and outliers are estimated on, where there are more"),
            GateCatalogue.SEED));
  }
}
