package dev.countersign.adversarial;

import dev.countersign.data.Frame;
import dev.countersign.gates.Progress;
import dev.countersign.model.Scorer;
import dev.countersign.passport.Digests;
import dev.countersign.passport.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Attacks rows one by one, each with its own budget and its own random numbers, and checks every
 * find afterwards. Which rows, and what is drawn for them, depends on seed and id alone, not on the
 * order of the rows.
 */
final class Campaign {
  private static final int CHUNK = 8;

  private final Scorer model;
  private final FeatureSchema schema;
  private final AttackSettings settings;
  private final Rows rows;
  private final double[][] seeds;
  private final boolean[] seedDecisions;

  /**
   * The rows that can be attacked.
   *
   * @param frame at least the model's columns
   * @param ids per row
   * @param favourable per row, its label
   * @param thresholds per row, the score at or above which the decision is favourable
   */
  record Rows(Frame frame, List<String> ids, boolean[] favourable, double[] thresholds) {}

  /**
   * @param others rows of the training data whose values attacks may start from
   */
  Campaign(Scorer model, FeatureSchema schema, AttackSettings settings, Rows rows, Frame others) {
    this.model = model;
    this.schema = schema;
    this.settings = settings;
    this.rows = rows;
    this.seeds = schema.encode(others);
    double threshold = Arrays.stream(rows.thresholds).average().orElse(0.5);
    double[] scores = model.favourable(others);
    this.seedDecisions = new boolean[scores.length];
    for (int i = 0; i < scores.length; i++) {
      seedDecisions[i] = scores[i] >= threshold;
    }
  }

  /** Runs to the end, from where an earlier attempt of the same campaign left off. */
  AttackState run(Progress progress) {
    int[] chosen = chosen();
    String campaign = digest(chosen);
    AttackState state =
        progress
            .lastCheckpoint(AttackState.class)
            .filter(last -> last.campaign().equals(campaign))
            .orElseGet(() -> new AttackState(campaign, List.of()));
    while (state.done().size() < chosen.length) {
      int from = state.done().size();
      int to = Math.min(chosen.length, from + CHUNK);
      state =
          state.plus(
              IntStream.range(from, to).parallel().mapToObj(i -> attack(chosen[i])).toList());
      progress.checkpoint(state);
      progress.report(
          "attacked " + to + " of " + chosen.length + " rows", (double) to / chosen.length);
    }
    return state;
  }

  /** The rows with the smallest hashes of seed and id. */
  private int[] chosen() {
    Map<Integer, Long> hashes = new HashMap<>();
    IntStream.range(0, rows.ids.size()).forEach(row -> hashes.put(row, hash(row)));
    return hashes.entrySet().stream()
        .sorted(
            Comparator.comparing(Map.Entry<Integer, Long>::getValue)
                .thenComparing(Map.Entry::getKey))
        .limit(settings.rows())
        .mapToInt(Map.Entry::getKey)
        .toArray();
  }

  private long hash(int row) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((settings.seed() + ":" + rows.ids.get(row)).getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private AttackOutcome attack(int row) {
    Frame own = rows.frame.select(new int[] {row});
    double threshold = rows.thresholds[row];
    Target target = new Target(model, schema, settings.norm(), own, threshold);
    double[][] opposite =
        IntStream.range(0, seeds.length)
            .filter(i -> seedDecisions[i] != target.decision())
            .mapToObj(i -> seeds[i])
            .toArray(double[][]::new);
    for (int i = 0; i < settings.attacks().size(); i++) {
      String id = settings.attacks().get(i);
      target.allow(settings.share(i, target.asked()), id);
      long random = hash(row) ^ (id.hashCode() * 0x9E3779B97F4A7C15L);
      run(id, target, opposite, new SplittableRandom(random));
    }
    return outcome(row, own, target);
  }

  private static void run(String id, Target target, double[][] seeds, SplittableRandom random) {
    Attack attack = AttackSettings.KNOWN.get(id);
    if (attack == null) {
      throw new IllegalStateException("no attack " + id);
    }
    try {
      attack.run(target, seeds, random);
    } catch (Target.BudgetSpent spent) {
      // what it found until then, the target remembers
    }
  }

  private AttackOutcome outcome(int row, Frame own, Target target) {
    Frame found = target.nearestRow();
    boolean stands =
        found != null
            && new SchemaGuard(schema).violations(own, found).isEmpty()
            && (model.favourable(found)[0] >= rows.thresholds[row]) != target.decision();
    return new AttackOutcome(
        row,
        rows.favourable[row] == target.decision(),
        target.decision(),
        stands ? (Double) target.nearestDistance() : null,
        stands ? target.nearestBy() : null,
        target.asked(),
        found != null && !stands);
  }

  /** Everything the outcomes follow from but the model's inside: that its scores stand for. */
  private String digest(int[] chosen) {
    double[] scores = model.favourable(rows.frame.select(chosen));
    List<Object> all =
        List.of(
            settings,
            schema.features().stream().map(Object::toString).toList(),
            schema.relations().stream().map(Object::toString).toList(),
            Arrays.stream(chosen).mapToObj(rows.ids::get).toList(),
            Arrays.stream(scores).boxed().toList());
    return Digests.sha256(Json.canonicalBytes(all));
  }
}
