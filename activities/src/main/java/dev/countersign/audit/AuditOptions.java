package dev.countersign.audit;

import dev.countersign.gates.Options;
import dev.countersign.policy.EffectivePolicy;
import dev.countersign.stats.PopulationStability;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the audit may be told besides its bars.
 *
 * @param intersections how far a failed check of an intersection's group reaches
 * @param warnAbove an area from which a weaker proxy is warned of; 1 warns of none
 * @param driftAbove a population stability index from which a move that is no chance is counted
 * @param conditionOn features label disparity is conditioned on, possibly none
 * @param timeColumn holds when a row came about, or null
 * @param sampleRows rows proxies and outliers are estimated on, where there are more
 * @param seed of everything random
 */
record AuditOptions(
    Reach intersections,
    double warnAbove,
    double driftAbove,
    List<String> conditionOn,
    @Nullable String timeColumn,
    int sampleRows,
    long seed) {

  /** How far a failed check of an intersection's group reaches. */
  enum Reach {
    /** Intersections are not looked at. */
    OFF,
    /** They warn at most. */
    WARN,
    /** They count as any group. */
    BLOCK
  }

  /**
   * Reads them.
   *
   * @throws Options.OptionException for an option that can't be used
   */
  static AuditOptions of(EffectivePolicy policy) {
    Options options = Options.of(policy, AuditGate.ID);
    String reach = options.word("intersections", "warn", Set.of("off", "warn", "block"));
    AuditOptions read =
        new AuditOptions(
            Reach.valueOf(reach.toUpperCase(Locale.ROOT)),
            options.number("warnAbove", 1, 0.5, 1),
            options.number("driftAbove", PopulationStability.NOTICEABLE, 0.01, 1),
            Objects.requireNonNullElse(options.texts("conditionOn"), List.of()),
            options.text("timeColumn"),
            options.integer("sampleRows", 10_000, 100, 10_000_000),
            options.integer("seed", 1, 0, Integer.MAX_VALUE));
    options.refuseOthers();
    return read;
  }
}
