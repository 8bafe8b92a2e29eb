package dev.countersign.release;

import dev.countersign.activity.ModelRef;
import dev.countersign.activity.TrafficTask;
import dev.countersign.data.Dataset;
import dev.countersign.data.Frame;
import dev.countersign.data.RowSet;
import dev.countersign.evidence.EvidenceStore;
import dev.countersign.gate.CheckBar;
import dev.countersign.model.Scorer;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.traffic.GoldenRows;
import dev.countersign.traffic.ServedModel;
import dev.countersign.traffic.ServingCheck;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint is asked, and what the evaluated model answered: golden rows by release and
 * model, kept while the release rolls out.
 */
final class GoldenRowBook {
  private static final int KEPT = 16;
  private static final int CALLERS = 1_000;

  private final ReleaseInputs inputs;
  private final EvidenceStore evidence;
  private final Map<String, Page> pages =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Page> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * One release's.
   *
   * @param golden what the candidate answers
   * @param serving what the incumbent answers; null for a first release
   * @param candidate how it is loaded
   * @param incumbent how what serves now is loaded; null for a first release
   * @param callers rows that synthetic callers ask about
   * @param bar how far an answer may be off
   */
  record Page(
      GoldenRows golden,
      @Nullable GoldenRows serving,
      ServedModel candidate,
      @Nullable ServedModel incumbent,
      Frame callers,
      CheckBar bar) {

    /** What a model answers, if it is one of the two. */
    @Nullable GoldenRows of(ModelTarget target) {
      if (golden.target().equals(target)) {
        return golden;
      }
      return serving != null && serving.target().equals(target) ? serving : null;
    }
  }

  GoldenRowBook(ReleaseInputs inputs, EvidenceStore evidence) {
    this.inputs = inputs;
    this.evidence = evidence;
  }

  synchronized Page of(TrafficTask task) {
    String key = task.document().digest() + task.candidate().digest();
    Page known = pages.get(key);
    if (known == null) {
      known = write(task);
      pages.put(key, known);
    }
    return known;
  }

  private Page write(TrafficTask task) {
    FrozenDocument release = GateActivitiesImpl.document(evidence, task.document());
    ModelRef incumbent = task.incumbent();
    try (Dataset data = inputs.data(release);
        Scorer scorer = inputs.scorer(task.candidate(), data);
        Scorer serving = incumbent == null ? null : inputs.scorer(incumbent, data)) {
      RowSet rows = data.isSplit() ? RowSet.EVALUATION : RowSet.ALL;
      Set<String> columns = new LinkedHashSet<>(scorer.features());
      if (serving != null) {
        columns.addAll(serving.features());
      }
      Frame frame = data.frame(rows, List.copyOf(columns));
      CheckBar bar = release.policy().bar("serving-check", ServingCheck.ID);
      return new Page(
          GoldenRows.of(target(task.candidate()), scorer, frame, GoldenRows.DEFAULT_COUNT),
          incumbent == null || serving == null
              ? null
              : GoldenRows.of(target(incumbent), serving, frame, GoldenRows.DEFAULT_COUNT),
          served(task.candidate(), data, scorer),
          incumbent == null || serving == null ? null : served(incumbent, data, serving),
          first(frame),
          bar == null ? ServingCheck.STANDARD : bar);
    }
  }

  private static Frame first(Frame frame) {
    int[] rows = new int[Math.min(CALLERS, frame.rows())];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i;
    }
    return frame.select(rows);
  }

  /** The features, and after them whatever else the model reads. */
  private static ServedModel served(ModelRef model, Dataset data, Scorer scorer) {
    List<String> columns =
        Stream.concat(data.features().stream(), scorer.features().stream()).distinct().toList();
    return new ServedModel(target(model), model.format(), columns, model.favourableIndex());
  }

  static ModelTarget target(ModelRef model) {
    return new ModelTarget(model.version(), model.digest());
  }
}
