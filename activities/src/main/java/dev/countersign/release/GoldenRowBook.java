package dev.countersign.release;

import dev.countersign.activity.ModelRef;
import dev.countersign.activity.TrafficTask;
import dev.countersign.data.Dataset;
import dev.countersign.data.Frame;
import dev.countersign.data.RowSet;
import dev.countersign.evidence.EvidenceStore;
import dev.countersign.gate.CheckBar;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.model.Scorer;
import dev.countersign.rollout.LiveGroups;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.traffic.GoldenRows;
import dev.countersign.traffic.ServedModel;
import dev.countersign.traffic.ServingCheck;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
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
   * What a model answers, and how it is loaded.
   *
   * @param golden rows and answers
   * @param served all it takes to load it
   */
  record Known(GoldenRows golden, ServedModel served) {}

  /**
   * One release's.
   *
   * @param candidate the model under release
   * @param incumbent what serves now; null for a first release
   * @param older the model that the fallback is; null where it is none
   * @param callers what synthetic callers ask
   * @param bar how far an answer may be off
   */
  record Page(
      Known candidate,
      @Nullable Known incumbent,
      @Nullable Known older,
      CallerRows callers,
      CheckBar bar) {

    /** Every model of the release. */
    Stream<Known> models() {
      return Stream.of(older, incumbent, candidate).filter(Objects::nonNull);
    }

    /** What a model answers, if it is one of the release's. */
    @Nullable GoldenRows of(ModelTarget target) {
      return models()
          .map(Known::golden)
          .filter(golden -> golden.target().equals(target))
          .findFirst()
          .orElse(null);
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
    try (Dataset data = inputs.data(release)) {
      List<ModelRef> models =
          Stream.of(task.candidate(), task.incumbent(), task.terms().fallbackModel())
              .filter(Objects::nonNull)
              .toList();
      Set<String> columns = new LinkedHashSet<>();
      Map<ModelRef, Scorer> scorers = new LinkedHashMap<>();
      try {
        for (ModelRef model : models) {
          Scorer scorer = scorers.computeIfAbsent(model, one -> inputs.scorer(one, data));
          columns.addAll(scorer.features());
        }
        RowSet rows = data.isSplit() ? RowSet.EVALUATION : RowSet.ALL;
        Frame frame = data.frame(rows, List.copyOf(columns));
        CheckBar bar = release.policy().bar("serving-check", ServingCheck.ID);
        return new Page(
            Objects.requireNonNull(known(task.candidate(), scorers, data, frame)),
            known(task.incumbent(), scorers, data, frame),
            known(task.terms().fallbackModel(), scorers, data, frame),
            callers(task, release, data, rows, frame),
            bar == null ? ServingCheck.STANDARD : bar);
      } finally {
        scorers.values().forEach(Scorer::close);
      }
    }
  }

  private static @Nullable Known known(
      @Nullable ModelRef model, Map<ModelRef, Scorer> scorers, Dataset data, Frame frame) {
    Scorer scorer = model == null ? null : scorers.get(model);
    return model == null || scorer == null
        ? null
        : new Known(
            GoldenRows.of(target(model), scorer, frame, GoldenRows.DEFAULT_COUNT),
            served(model, data, scorer));
  }

  private static CallerRows callers(
      TrafficTask task, FrozenDocument release, Dataset data, RowSet rows, Frame asked) {
    List<LiveGroups> groups = task.terms().plan().groups();
    Map<String, String> columns =
        release.manifest().data().protectedAttributes().stream()
            .collect(
                Collectors.toMap(
                    ProtectedAttribute::attribute, ProtectedAttribute::column, (one, _) -> one));
    List<String> telling =
        groups.stream().map(group -> columns.get(group.attribute())).distinct().toList();
    return telling.isEmpty()
        ? new CallerRows(first(asked), List.of())
        : CallerRows.telling(groups, columns, first(asked), first(data.frame(rows, telling)));
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
    return new ServedModel(
        target(model), model.format(), columns, model.favourableIndex(), data.label());
  }

  static ModelTarget target(ModelRef model) {
    return new ModelTarget(model.version(), model.digest());
  }
}
