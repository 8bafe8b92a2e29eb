package dev.countersign.evaluation;

import dev.countersign.evidence.EvidenceStore;
import dev.countersign.gate.Check;
import dev.countersign.gates.Bars;
import dev.countersign.gates.Figure;
import dev.countersign.manifest.ReleaseManifest.Metadata;
import dev.countersign.passport.Digests;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * How often these evaluation rows have judged a model. Rows that are asked again and again are
 * fitted to in the end, whoever does the fitting; so every look counts, for every release that uses
 * the same rows. The same release with the same answers is one look, however often it is repeated.
 */
final class EvaluationReuse {
  private static final int NAMED = 5;

  private EvaluationReuse() {}

  /** Counts this look and tells of those before it. */
  static Check count(EvaluationSet set, Metadata release, EvidenceStore evidence, Bars bars) {
    String entry = release.model() + "/" + release.version() + " " + set.looked().answers();
    List<String> looks = evidence.remember("evaluation-rows-" + set.looked().rows(), entry);
    Figure figure =
        Figure.of("evaluation-reuse")
            .value((double) looks.size())
            .rows(set.all().n())
            .convention("models these evaluation rows have judged, this one included");
    List<String> others = looks.stream().filter(look -> !look.equals(entry)).toList();
    if (!others.isEmpty()) {
      figure.note(
          "Also judged: "
              + String.join(", ", others.stream().limit(NAMED).map(EvaluationReuse::name).toList())
              + (others.size() > NAMED ? " and " + (others.size() - NAMED) + " more." : ".")
              + " The more often rows are looked at, the less they say about new people.");
    }
    return figure.judgedBy(bars.of("evaluation-reuse"));
  }

  private static String name(String look) {
    return look.substring(0, look.indexOf(' '));
  }

  /**
   * What was looked at.
   *
   * @param rows the rows' ids and labels, in whatever order they come, as hexadecimal digits
   * @param answers what the model said of them: its scores, or its decisions where there are none
   */
  record Look(String rows, String answers) {

    /** Of rows in memory. */
    static Look at(List<String> ids, ScoredRows rows) {
      boolean[] favourable = rows.favourable();
      double[] scores = rows.scores();
      boolean[] decisions = rows.decisions();
      return new Look(
          Digests.parse(digest(ids, row -> favourable[row] ? "1" : "0")),
          digest(
              ids,
              row ->
                  scores == null
                      ? Boolean.toString(decisions[row])
                      : Double.toString(scores[row])));
    }

    private static String digest(List<String> ids, IntFunction<String> value) {
      return Digests.ofJson(
          IntStream.range(0, ids.size())
              .mapToObj(row -> List.of(ids.get(row), value.apply(row)))
              .sorted(Comparator.comparing(List<String>::getFirst).thenComparing(List::getLast))
              .toList());
    }
  }
}
