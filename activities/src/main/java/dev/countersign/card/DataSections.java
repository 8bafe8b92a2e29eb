package dev.countersign.card;

import dev.countersign.card.Block.Fact;
import dev.countersign.card.Block.Facts;
import dev.countersign.card.Block.Table;
import dev.countersign.data.Dataset;
import dev.countersign.data.Dataset.GroupCount;
import dev.countersign.data.RowSet;
import dev.countersign.manifest.DataSpec;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.DataSpec.Provenance;
import dev.countersign.manifest.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The sections about the data: counted, not claimed. */
record DataSections(DataSpec spec, Dataset data) {

  Section factors() {
    List<List<String>> rows = new ArrayList<>();
    for (ProtectedAttribute attribute : spec.protectedAttributes()) {
      for (GroupCount count : data.groupCounts(RowSet.ALL, List.of(attribute))) {
        rows.add(
            List.of(
                attribute.attribute(),
                group(count.groups().getFirst()),
                Long.toString(count.n()),
                rate(count),
                UseSections.word(attribute.useOrDefault())));
      }
    }
    List<String> header = List.of("Attribute", "Group", "Rows", "Favourable labels", "Used for");
    return Section.filledOr(
        "factors",
        "Factors: groups compared",
        rows.isEmpty() ? List.of() : List.of(new Table(header, rows)),
        "Write the attributes by which people are compared in data.protected"
            + " (attribute, column, reference).");
  }

  private static String group(@Nullable String group) {
    return group == null ? "(missing)" : group;
  }

  private static String rate(GroupCount count) {
    return count.n() == 0
        ? "no rows"
        : String.format(Locale.ROOT, "%.1f %%", 100.0 * count.favourable() / count.n());
  }

  Section evaluationData() {
    RowSet rows = data.isSplit() ? RowSet.EVALUATION : RowSet.ALL;
    long n = data.count(rows);
    if (n == 0) {
      return Section.missing(
          "evaluation-data",
          "Evaluation data",
          "No row evaluates the model: correct data.split so that some do.");
    }
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Source", source()));
    facts.add(new Fact("Rows", Long.toString(n)));
    facts.add(new Fact("Chosen by", split()));
    facts.addAll(labels());
    return Section.of("evaluation-data", "Evaluation data", new Facts(facts));
  }

  Section trainingData() {
    long n = data.isSplit() ? data.count(RowSet.TRAIN) : 0;
    if (n == 0) {
      return Section.missing(
          "training-data",
          "Training data",
          "Say which rows the model was trained on: name them in data.split (a column, a fraction"
              + " with a seed, or train and evaluation sources).");
    }
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Source", source()));
    facts.add(new Fact("Rows", Long.toString(n)));
    facts.addAll(labels());
    facts.add(new Fact("Features", String.join(", ", data.features())));
    if (!spec.pii().isEmpty()) {
      facts.add(new Fact("Left out as personal data", String.join(", ", spec.pii())));
    }
    return Section.of("training-data", "Training data", new Facts(facts));
  }

  private String source() {
    return spec.source() == null ? "as the split says" : spec.source();
  }

  private String split() {
    return switch (spec.split()) {
      case null -> "every row of the source";
      case Split.Column column -> column.column() + " = " + column.evaluation();
      case Split.Hashed hashed ->
          "SHA-256 of seed %d and %s, fraction %s"
              .formatted(
                  hashed.seed(),
                  hashed.group() != null ? hashed.group() : spec.id() == null ? "row" : spec.id(),
                  hashed.evaluation());
      case Split.Time time -> time.time() + " at or after " + time.evaluation();
      case Split.Sources sources -> "its own source: " + sources.evaluation();
    };
  }

  private List<Fact> labels() {
    DataSpec.Label label = spec.label();
    String words = label.column() + " = " + label.favourable() + " is favourable; ";
    return List.of(new Fact("Labels", words + provenance(label.provenance())));
  }

  /** Where labels come from, and what follows from it. */
  static String provenance(Provenance provenance) {
    return switch (provenance) {
      case OUTCOME -> "they are what happened";
      case HUMAN_DECISION -> "they are people's earlier decisions, learnt with their bias";
      case PROXY -> "they stand in for what is meant, and may differ from it";
    };
  }
}
