package dev.countersign.evaluation;

import dev.countersign.data.Dataset;
import dev.countersign.data.Slice;
import dev.countersign.decision.Decisions;
import dev.countersign.gates.GateContext;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model is evaluated on, with everything said about it.
 *
 * @param all all rows
 * @param groups every protected attribute, then every intersection
 * @param turned by attribute, its groups with the boundaries of their bands on the other side
 * @param slices by name
 * @param rows the rows one by one, or a sample of them; null where nothing asks for any
 * @param looked what was looked at, to be counted
 * @param incumbentTrouble why what serves now can't be asked; null when it can, or nothing serves
 * @param decisions how scores became decisions, in words
 */
record EvaluationSet(
    Scored all,
    List<ScoredGroups> groups,
    Map<String, ScoredGroups> turned,
    Map<String, Scored> slices,
    @Nullable JudgedRows rows,
    EvaluationReuse.Look looked,
    @Nullable String incumbentTrouble,
    String decisions) {

  /**
   * Loads the rows and asks the models; very many rows are counted where they are.
   *
   * @param rule how the release's scores become decisions
   * @param slices parts of the rows that are judged by themselves
   * @param rowsInMemory how many rows may come into memory
   * @return null when the release has neither a model nor predictions
   */
  static @Nullable EvaluationSet load(
      GateContext context, Decisions rule, List<Slice> slices, long rowsInMemory) {
    Dataset data = context.data();
    if (context.model() == null && context.manifest().predictions() == null) {
      return null;
    }
    return data.count(data.judgedRows()) > rowsInMemory
        ? new CountedEvaluation(context, rule, slices, Math.toIntExact(rowsInMemory)).set()
        : new HeldEvaluation(context, rule, slices).set();
  }
}
