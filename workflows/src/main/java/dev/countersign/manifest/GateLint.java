package dev.countersign.manifest;

import dev.countersign.manifest.GateVocabulary.Option;
import dev.countersign.manifest.GateVocabulary.OptionType;
import dev.countersign.manifest.binding.Draft;
import dev.countersign.manifest.binding.Nearest;
import dev.countersign.manifest.binding.Problems;
import dev.countersign.manifest.binding.Shape.Limits;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks what a manifest or a policy says of gates against what gates know. */
public final class GateLint {
  private GateLint() {}

  /**
   * Checks one gate.
   *
   * @param allowed the gates that may be named here
   */
  public static void check(String id, Draft gate, List<GateVocabulary> allowed, Problems problems) {
    List<String> ids = allowed.stream().map(GateVocabulary::gate).toList();
    Optional<GateVocabulary> exact = allowed.stream().filter(w -> w.gate().equals(id)).findFirst();
    if (exact.isEmpty()) {
      problems.add(gate, "is no gate", remedy(id, ids));
    }
    exact
        .or(() -> Nearest.slip(id, ids).flatMap(GateVocabulary::of))
        .ifPresent(words -> check(gate, words, problems));
  }

  private static void check(Draft gate, GateVocabulary words, Problems problems) {
    gate.at("checks").entries().forEach((id, bar) -> check(id, bar, words, problems));
    gate.at("options").entries().forEach((name, value) -> option(name, value, words, problems));
  }

  /** Checks the bar of one check of a gate. */
  public static void check(String id, Draft bar, GateVocabulary words, Problems problems) {
    List<String> known = words.checks().stream().map(GateVocabulary.Check::id).toList();
    if (!known.contains(id)) {
      problems.add(bar, "is no check of " + words.gate(), remedy(id, known));
    }
    bounds(bar, problems);
  }

  /** Checks that a bar bounds something, and bounds that leave room. */
  static void bounds(Draft bar, Problems problems) {
    if (bar.isWritten() && bar.items().isEmpty() && bar.value() != null) {
      problems.add(bar, "sets no bar", "Add min, max, maxDrop or severity, or leave it out");
    }
    Optional<Double> min = bar.at("min").number();
    Optional<Double> max = bar.at("max").number();
    if (min.isPresent() && max.isPresent() && min.get() > max.get()) {
      problems.add(bar.at("min"), "is above max, so nothing can pass", "Let min be at most max");
    }
    bar.at("maxDrop")
        .number()
        .filter(drop -> drop < 0)
        .ifPresent(drop -> problems.add(bar.at("maxDrop"), "is negative", "Write 0 or more"));
  }

  private static void option(String name, Draft value, GateVocabulary words, Problems problems) {
    Optional<Option> option = words.option(name);
    if (option.isEmpty()) {
      List<String> known = words.options().stream().map(Option::name).toList();
      problems.add(
          value,
          "is no option of " + words.gate(),
          known.isEmpty() ? "Remove it; this gate has none" : remedy(name, known));
      return;
    }
    option
        .map(Option::type)
        .filter(type -> value.value() != null && !accepts(type, value))
        .ifPresent(type -> problems.add(value, "must be " + words(type), "Write " + words(type)));
  }

  private static boolean accepts(OptionType type, Draft value) {
    return switch (type) {
      case OptionType.Whole(Limits limits) ->
          (value.as(Integer.class).isPresent() || value.as(Long.class).isPresent())
              && value.number().filter(limits::allow).isPresent();
      case OptionType.Real(Limits limits) -> value.number().filter(limits::allow).isPresent();
      case OptionType.OneOf(List<String> values) ->
          value.text().filter(values::contains).isPresent();
      case OptionType.Text _ -> value.text().isPresent();
      case OptionType.Texts _ ->
          value.as(List.class).isPresent() && value.texts().size() == value.items().size();
      case OptionType.Mapping _ -> value.as(Map.class).isPresent();
    };
  }

  /** What an option of this type must be, in words. */
  public static String words(OptionType type) {
    return switch (type) {
      case OptionType.Whole(Limits limits) -> "a whole number " + limits.words();
      case OptionType.Real(Limits limits) -> "a number " + limits.words();
      case OptionType.OneOf(List<String> values) -> "one of " + String.join(", ", values);
      case OptionType.Text _ -> "a text";
      case OptionType.Texts _ -> "a list of texts";
      case OptionType.Mapping _ -> "a mapping";
    };
  }

  private static String remedy(String written, List<String> known) {
    return Nearest.slip(written, known)
        .map(nearest -> "Write '" + nearest + "'")
        .orElse("Known here: " + String.join(", ", known));
  }
}
