package dev.countersign.adversarial;

import dev.countersign.adversarial.attack.Attack;
import dev.countersign.adversarial.attack.Attacks;
import dev.countersign.adversarial.attack.Norm;
import dev.countersign.adversarial.attack.Target;
import dev.countersign.data.Dataset;
import dev.countersign.data.Frame;
import dev.countersign.data.RowSet;
import dev.countersign.gates.Options;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.model.Answers;
import dev.countersign.model.Scorer;
import dev.countersign.policy.EffectivePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What would have to change for one row to be decided otherwise: few changes, near to the row, that
 * the row could have had. Found by asking the model within a budget, so a nearer one may exist;
 * what is found is asked again before it is told.
 *
 * @param favourable whether the row as it stands is decided favourably
 * @param score the model's after the changes; as the row stands when none were found
 * @param answer the same in words
 * @param distance in standardised units; null when no change was found
 * @param changes column by column; empty when none were found
 * @param asked questions it cost
 */
public record NearestChange(
    boolean favourable,
    double score,
    String answer,
    @Nullable Double distance,
    List<Change> changes,
    int asked) {
  /** Questions a search may cost. */
  public static final int BUDGET = 3000;

  private static final int STARTS = 200;

  public NearestChange {
    changes = List.copyOf(changes);
  }

  /** One column, its value and the value it would need; numbers or texts, null where missing. */
  public record Change(String column, @Nullable Object from, @Nullable Object to) {}

  /**
   * Looks for the change.
   *
   * @param row the row, alone in its frame, with at least the model's columns
   * @param threshold a score at or above it decides favourably
   * @param seed the same seed asks the same questions
   */
  public static NearestChange find(
      ReleaseManifest manifest,
      EffectivePolicy policy,
      Dataset data,
      Scorer model,
      Frame row,
      double threshold,
      long seed) {
    RowSet known = data.auditRows();
    Frame others = data.sample(known, model.features(), List.of(), STARTS, seed).columns();
    FeatureSchema schema =
        new SchemaOptions(Options.of(policy, AdversarialGate.ID).under("schema"))
            .tighten(AdversarialGate.inferred(manifest, data, model));
    Target target =
        new Target(
            Answering.of(model, schema, others).about(row, threshold),
            schema,
            Norm.L2,
            schema.encode(row)[0],
            threshold);
    search(target, starts(model, schema, others, target, threshold), seed);
    double[] nearest = target.nearest();
    Frame found = nearest == null ? null : schema.decode(row, target.own(), List.of(nearest));
    boolean stands =
        found != null
            && new SchemaGuard(schema).violations(row, found).isEmpty()
            && model.favourable(found)[0] >= threshold != target.decision();
    Answers answers = model.answers(found != null && stands ? found : row);
    return new NearestChange(
        target.decision(),
        answers.scores()[0],
        answers.said(0),
        stands ? (Double) target.nearestDistance() : null,
        found != null && stands ? changes(model.features(), row, found) : List.of(),
        target.asked());
  }

  /** The search that changes few things first; others only when it finds nothing. */
  private static void search(Target target, double[][] starts, long seed) {
    for (Attack attack : Attacks.SPARSE) {
      if (Double.isInfinite(target.nearestDistance())) {
        target.run(attack, BUDGET - target.asked(), starts, new SplittableRandom(seed));
      }
    }
  }

  private static double[][] starts(
      Scorer model, FeatureSchema schema, Frame others, Target target, double threshold) {
    if (others.rows() == 0) {
      return new double[0][];
    }
    double[] scores = model.favourable(others);
    double[][] points = schema.encode(others);
    List<double[]> otherwise = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] >= threshold != target.decision()) {
        otherwise.add(points[i]);
      }
    }
    return otherwise.toArray(double[][]::new);
  }

  private static List<Change> changes(List<String> columns, Frame from, Frame to) {
    List<Change> changes = new ArrayList<>();
    for (String column : columns) {
      Object before = cell(from.column(column));
      Object after = cell(to.column(column));
      if (before == null ? after != null : !before.equals(after)) {
        changes.add(new Change(column, before, after));
      }
    }
    return changes;
  }

  private static @Nullable Object cell(Frame.Column column) {
    return switch (column) {
      case Frame.Numbers(double[] values) -> {
        double number = values[0];
        boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
        yield Double.isNaN(number) ? null : whole ? (Object) (long) number : (Object) number;
      }
      case Frame.Texts(@Nullable String[] values) -> values[0];
    };
  }

  /** The finding in words. */
  public String inWords() {
    String otherwise = favourable ? "unfavourably" : "favourably";
    if (changes.isEmpty()) {
      return String.format(
          Locale.ROOT,
          "No change within what rows can hold was found that decides it %s, in %d questions.%n",
          otherwise,
          asked);
    }
    StringBuilder out = new StringBuilder();
    out.append("It would be decided ").append(otherwise).append(" if, all else the same");
    String before = ", ";
    for (Change change : changes) {
      out.append(before).append(change.column()).append(" were ").append(shown(change.to()));
      out.append(" instead of ").append(shown(change.from()));
      before = " and ";
    }
    return out.append(String.format(Locale.ROOT, " (%s).%n", answer)).toString();
  }

  private static String shown(@Nullable Object value) {
    return switch (value) {
      case null -> "missing";
      case Double number -> String.format(Locale.ROOT, "%.4g", number);
      default -> value.toString();
    };
  }
}
