package dev.countersign.policy;

import dev.countersign.manifest.GateVocabulary;
import dev.countersign.manifest.GateVocabulary.Option;
import dev.countersign.manifest.GateVocabulary.OptionType;
import dev.countersign.manifest.binding.Problems;
import dev.countersign.policy.Layer.OptionAsk;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Gate options, each tightened the way the gate's vocabulary says. */
final class OptionMerge implements Aspect {
  private final SortedMap<String, Map<String, Object>> options = new TreeMap<>();

  Map<String, Map<String, Object>> options() {
    return options;
  }

  @Override
  public void tighten(Layer layer) {
    for (OptionAsk ask : layer.options()) {
      options
          .computeIfAbsent(ask.gate(), _ -> new TreeMap<>())
          .merge(
              ask.name(),
              ask.value(),
              (standing, asked) -> isLooser(ask, standing) ? standing : asked);
    }
  }

  @Override
  public void refuseLooser(Layer layer, Problems problems) {
    for (OptionAsk ask : layer.options()) {
      Object standing = options.getOrDefault(ask.gate(), Map.of()).get(ask.name());
      if (standing != null && isLooser(ask, standing)) {
        problems.add(
            ask.where(),
            ask.value() + " loosens the policy, which says " + standing,
            "Write " + standing + " or tighter, or leave it out");
      }
    }
  }

  private static boolean isLooser(OptionAsk ask, Object standing) {
    Optional<Option> option =
        GateVocabulary.of(ask.gate()).flatMap(words -> words.option(ask.name()));
    return option
        .map(
            known ->
                switch (known.tighter()) {
                  case LOWER -> number(ask.value()) > number(standing);
                  case HIGHER -> number(ask.value()) < number(standing);
                  case LATER -> rank(known, ask.value()) < rank(known, standing);
                  case FIXED -> !ask.value().equals(standing);
                  case FREE -> false;
                })
        .orElse(!ask.value().equals(standing));
  }

  private static double number(Object value) {
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  private static int rank(Option option, Object value) {
    return option.type() instanceof OptionType.OneOf(var values)
        ? values.indexOf(String.valueOf(value))
        : 0;
  }
}
