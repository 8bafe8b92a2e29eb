package dev.countersign.policy;

import dev.countersign.gate.CheckBar;
import dev.countersign.gate.DecideOn;
import dev.countersign.gate.Severity;
import dev.countersign.manifest.Frozen;
import dev.countersign.manifest.binding.Draft;
import dev.countersign.manifest.binding.Problems;
import dev.countersign.policy.Layer.BarAsk;
import dev.countersign.policy.PolicyPack.BarPolicy;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Bars by gate and check. The larger min, the smaller max, the smaller maxDrop, block over warn and
 * interval over estimate are tighter; tightening is a join, so its order doesn't matter. What a
 * layer leaves out of a bar it leaves to what was settled before it, else it blocks on the
 * estimate.
 */
final class BarMerge implements Aspect {
  private final SortedMap<String, Map<String, CheckBar>> bars = new TreeMap<>();
  private final Set<List<String>> impossible = new HashSet<>();
  private Map<String, Map<String, CheckBar>> settled = Map.of();

  Map<String, Map<String, CheckBar>> bars() {
    return bars;
  }

  @Override
  public void tighten(Layer layer) {
    for (BarAsk ask : layer.bars()) {
      bars.computeIfAbsent(ask.gate(), _ -> new TreeMap<>())
          .merge(ask.check(), complete(ask), BarMerge::join);
    }
  }

  @Override
  public void settle() {
    settled = Frozen.copyOf(bars);
  }

  private CheckBar complete(BarAsk ask) {
    CheckBar before = settled.getOrDefault(ask.gate(), Map.of()).get(ask.check());
    BarPolicy bar = ask.bar();
    Severity severity = bar.severity();
    DecideOn decideOn = bar.decideOn();
    return new CheckBar(
        bar.min(),
        bar.max(),
        bar.maxDrop(),
        severity != null ? severity : before != null ? before.severity() : Severity.BLOCK,
        decideOn != null ? decideOn : before != null ? before.decideOn() : DecideOn.ESTIMATE,
        bar.basis());
  }

  @Override
  public void refuseLooser(Layer layer, Problems problems) {
    Stream.concat(layer.bars().stream(), layer.stepBars().stream())
        .forEach(
            ask -> {
              CheckBar standing = bars.getOrDefault(ask.gate(), Map.of()).get(ask.check());
              if (standing != null) {
                refuseLooser(standing, ask, problems);
              }
            });
  }

  /** Notes bars that nothing can pass any more, because layers ask for opposite things. */
  void refuseImpossible(Draft where, Problems problems) {
    bars.forEach(
        (gate, checks) ->
            checks.forEach(
                (check, bar) -> {
                  if (isImpossible(bar) && impossible.add(List.of(gate, check))) {
                    problems.add(
                        where.at("gates", gate, "checks", check),
                        "nothing can pass: the policies together ask for at least "
                            + Words.number(bar.min())
                            + " and at most "
                            + Words.number(bar.max()),
                        "Correct one of them");
                  }
                }));
  }

  private static CheckBar join(CheckBar standing, CheckBar asked) {
    CheckBar joined =
        new CheckBar(
            stricter(standing.min(), asked.min(), Math::max),
            stricter(standing.max(), asked.max(), Math::min),
            stricter(standing.maxDrop(), asked.maxDrop(), Math::min),
            asked.severity() == Severity.BLOCK ? Severity.BLOCK : standing.severity(),
            asked.decideOn() == DecideOn.INTERVAL ? DecideOn.INTERVAL : standing.decideOn(),
            standing.basis());
    return joined.equals(standing) ? standing : withBasis(joined, asked.basis(), standing.basis());
  }

  private static CheckBar withBasis(
      CheckBar bar, @Nullable String tighter, @Nullable String before) {
    return new CheckBar(
        bar.min(),
        bar.max(),
        bar.maxDrop(),
        bar.severity(),
        bar.decideOn(),
        before == null || tighter == null || before.equals(tighter)
            ? tighter
            : tighter + "; before that: " + before);
  }

  private static @Nullable Double stricter(
      @Nullable Double one, @Nullable Double other, BinaryOperator<Double> choose) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return choose.apply(one, other);
  }

  private void refuseLooser(CheckBar standing, BarAsk ask, Problems problems) {
    BarPolicy bar = ask.bar();
    Double min = bar.min();
    Double max = bar.max();
    Double maxDrop = bar.maxDrop();
    if (min != null && standing.min() != null && min < standing.min()) {
      refuse(ask, "min", min, "at least", standing.min(), problems);
    }
    if (max != null && standing.max() != null && max > standing.max()) {
      refuse(ask, "max", max, "at most", standing.max(), problems);
    }
    if (maxDrop != null && standing.maxDrop() != null && maxDrop > standing.maxDrop()) {
      refuse(ask, "maxDrop", maxDrop, "at most", standing.maxDrop(), problems);
    }
    if (bar.severity() == Severity.WARN && standing.severity() == Severity.BLOCK) {
      problems.add(
          ask.where().at("severity"),
          "loosens the policy: there a failure blocks",
          "Write severity: block or leave it out");
    }
    if (bar.decideOn() == DecideOn.ESTIMATE && standing.decideOn() == DecideOn.INTERVAL) {
      problems.add(
          ask.where().at("decideOn"),
          "loosens the policy: there the whole interval decides",
          "Write decideOn: interval or leave it out");
    }
    CheckBar joined = join(standing, complete(ask));
    if (isImpossible(joined) && impossible.add(List.of(ask.gate(), ask.check()))) {
      problems.add(
          ask.where(),
          "leaves nothing that could pass: with the policy it asks for at least "
              + Words.number(joined.min())
              + " and at most "
              + Words.number(joined.max()),
          "Choose bounds inside the policy's");
    }
  }

  private static void refuse(
      BarAsk ask, String key, double asked, String side, double allowed, Problems problems) {
    problems.add(
        ask.where().at(key),
        Words.number(asked)
            + " loosens the policy, which asks for "
            + side
            + " "
            + Words.number(allowed),
        "Write " + side + " " + Words.number(allowed) + ", or leave it out");
  }

  private static boolean isImpossible(CheckBar bar) {
    return bar.min() != null
        && bar.max() != null
        && Objects.requireNonNull(bar.min()) > Objects.requireNonNull(bar.max());
  }
}
