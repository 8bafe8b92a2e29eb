package dev.countersign.adversarial;

import dev.countersign.adversarial.attack.Attacks;
import dev.countersign.adversarial.attack.Norm;
import dev.countersign.gates.Options;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How hard the model is attacked. All of it is the gate's options, and all of it is in the
 * evidence.
 *
 * @param rows rows attacked, drawn by the hash of seed and id
 * @param budget questions a row may cost, all attacks together
 * @param epsilon how far a changed row may lie for the attack to count, in standardised units
 * @param norm how that distance is measured
 * @param attacks ids, in the order they are run
 * @param reach what a row counts for in the mean distance when nothing nearer turned its decision
 * @param seed of everything drawn at random
 */
public record AttackSettings(
    int rows,
    int budget,
    double epsilon,
    Norm norm,
    List<String> attacks,
    double reach,
    long seed) {
  private static final List<String> DEFAULT_ATTACKS = List.of("random", "greedy", "hop-skip-jump");

  public AttackSettings {
    attacks = List.copyOf(attacks);
  }

  /** Reads the options of the gate; those of the schema are left to {@link SchemaOptions}. */
  static AttackSettings from(Options options) {
    List<String> named = options.texts("attacks");
    List<String> attacks = named == null ? DEFAULT_ATTACKS : named;
    if (attacks.isEmpty() || !Attacks.KNOWN.keySet().containsAll(attacks)) {
      throw options.wrong("attacks", attacks, "a list of one or more of " + Attacks.KNOWN.keySet());
    }
    String norm = options.word("norm", "l2", Set.of("l2", "linf"));
    return new AttackSettings(
        options.integer("rows", 60, 10, 100_000),
        options.integer("queryBudget", 600, 10, 1_000_000),
        options.number("epsilon", 0.5, 0.01, 10),
        Norm.valueOf(norm.toUpperCase(Locale.ROOT)),
        attacks,
        options.number("reach", 3, 0.01, 1000),
        options.integer("seed", 1, 0, Integer.MAX_VALUE));
  }

  /**
   * Questions each attack may ask on a row: what is left, shared evenly among those still to run.
   */
  int share(int attackIndex, int asked) {
    return Math.max(0, budget - asked) / (attacks.size() - attackIndex);
  }

  /** In words, for whoever reads a figure. */
  String words() {
    return "%d questions a row, attacks %s, distance %s, ε = %s standard deviations"
        .formatted(budget, String.join(" + ", attacks), norm, epsilon);
  }
}
