package dev.countersign.adversarial;

import dev.countersign.adversarial.attack.Attacks;
import dev.countersign.adversarial.attack.Target;
import dev.countersign.data.Frame;
import dev.countersign.gates.Progress;
import dev.countersign.model.Scorer;
import dev.countersign.passport.Digests;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Attacks rows one by one, each with its own budget and its own random numbers, and checks every
 * find afterwards.
 */
final class Campaign {
  private static final int CHUNK = 8;
  private static final int STARTS = 200;
  private static final long PROOF_PAIRS = 1024;

  private final Scorer model;
  private final FeatureSchema schema;
  private final AttackSettings settings;
  private final AttackRows rows;
  private final int[] starts;
  private final double[][] startPoints;
  private final double[] startScores;
  private final Answering answering;

  Campaign(Scorer model, FeatureSchema schema, AttackSettings settings, AttackRows rows) {
    this.model = model;
    this.schema = schema;
    this.settings = settings;
    this.rows = rows;
    this.starts = rows.chosen(STARTS, settings.seed() + 1);
    Frame others = rows.frame().select(starts);
    this.startPoints = schema.encode(others);
    this.startScores = starts.length == 0 ? new double[0] : model.favourable(others);
    this.answering = Answering.of(model, schema, others);
  }

  /** Who answers the attacks' questions, in words. */
  String answeredBy() {
    return answering.inWords();
  }

  /** Runs to the end, from where an earlier attempt of the same campaign left off. */
  AttackState run(Progress progress) {
    int[] chosen = rows.chosen(settings.rows(), settings.seed());
    String campaign = digest(chosen);
    AttackState state =
        progress
            .lastCheckpoint(AttackState.class)
            .filter(last -> last.campaign().equals(campaign))
            .orElseGet(() -> new AttackState(campaign, List.of()));
    while (state.done().size() < chosen.length) {
      int from = state.done().size();
      int to = Math.min(chosen.length, from + CHUNK);
      state = state.plus(attackAll(Arrays.copyOfRange(chosen, from, to)));
      progress.checkpoint(state);
      progress.report(
          "attacked " + to + " of " + chosen.length + " rows", 0.9 * to / chosen.length);
    }
    return state;
  }

  /** Side by side, on threads that may wait: a model may be far away. */
  private List<AttackOutcome> attackAll(int[] chunk) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<AttackOutcome>> under =
          IntStream.of(chunk).mapToObj(row -> threads.submit(() -> attack(row))).toList();
      return under.stream().map(Campaign::ended).toList();
    }
  }

  private static AttackOutcome ended(Future<AttackOutcome> attack) {
    try {
      return attack.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted in mid-attack");
    }
  }

  private AttackOutcome attack(int row) {
    Frame own = rows.row(row);
    double threshold = rows.thresholds()[row];
    Target target =
        new Target(
            answering.about(own, threshold),
            schema,
            settings.norm(),
            schema.encode(own)[0],
            threshold);
    double[][] otherwise =
        IntStream.range(0, starts.length)
            .filter(i -> startScores[i] >= rows.thresholds()[starts[i]] != target.decision())
            .mapToObj(i -> startPoints[i])
            .toArray(double[][]::new);
    for (int i = 0; i < settings.attacks().size(); i++) {
      String id = settings.attacks().get(i);
      target.run(
          Objects.requireNonNull(Attacks.KNOWN.get(id), id),
          settings.share(i, target.asked()),
          otherwise,
          rows.random(row, settings.seed(), id));
    }
    return outcome(row, own, target);
  }

  private AttackOutcome outcome(int row, Frame own, Target target) {
    double[] nearest = target.nearest();
    Frame found = nearest == null ? null : schema.decode(own, target.own(), List.of(nearest));
    boolean stands =
        found != null
            && new SchemaGuard(schema).violations(own, found).isEmpty()
            && (model.favourable(found)[0] >= rows.thresholds()[row]) != target.decision();
    return new AttackOutcome(
        row,
        rows.favourable()[row] == target.decision(),
        target.decision(),
        stands ? (Double) target.nearestDistance() : null,
        certified(row, own, stands ? target.nearestDistance() : settings.reach()),
        stands ? target.nearestBy() : null,
        target.asked(),
        found != null && !stands);
  }

  private @Nullable Double certified(int row, Frame own, double atMost) {
    return model
        .trees()
        .filter(trees -> TreeBound.knows(trees.ensemble()))
        .map(
            trees ->
                new TreeBound(trees, schema, PROOF_PAIRS)
                    .distance(own, rows.thresholds()[row], Math.min(atMost, settings.reach())))
        .orElse(null);
  }

  /** Everything the outcomes follow from but the model's inside: that its scores stand for. */
  private String digest(int[] chosen) {
    double[] scores =
        chosen.length == 0 ? new double[0] : model.favourable(rows.frame().select(chosen));
    return Digests.ofJson(
        List.of(
            settings,
            answering.inWords(),
            schema.features().stream().map(Object::toString).toList(),
            schema.relations().stream().map(Object::toString).toList(),
            IntStream.of(chosen).mapToObj(rows.ids()::get).toList(),
            Arrays.stream(rows.thresholds()).distinct().boxed().toList(),
            Arrays.stream(scores).boxed().toList()));
  }
}
