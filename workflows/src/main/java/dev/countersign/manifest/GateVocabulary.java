package dev.countersign.manifest;

import dev.countersign.manifest.binding.Shape.Limits;
import java.util.List;
import java.util.Optional;

/**
 * The words of one gate: the checks and options that manifests and policies may name. A word that
 * isn't here is refused, because a bar that nothing measures would pass by absence.
 *
 * @param gate the gate's id
 * @param doc what it judges
 * @param checks its checks
 * @param options its options
 */
public record GateVocabulary(String gate, String doc, List<Check> checks, List<Option> options) {

  /** The pseudo-gate under which policies keep what a serving endpoint is held to. */
  public static final String SERVING_CHECK = "serving-check";

  /** The pseudo-gate under which policies keep the live checks of a rollout. */
  public static final String ROLLOUT = "rollout";

  /** A check by id, and what its value is. */
  public record Check(String id, String doc) {}

  /** An option, what it holds, and which way is tighter. */
  public record Option(String name, OptionType type, Tighter tighter, String doc) {}

  /** Which way an option is tightened. */
  public enum Tighter {
    LOWER,
    HIGHER,
    /** Later in the list of its values. */
    LATER,
    /** Once a policy has set it, it stays. */
    FIXED,
    /** Neither way: whoever writes last. */
    FREE
  }

  /** What an option holds. */
  public sealed interface OptionType {
    /** A whole number. */
    record Whole(Limits limits) implements OptionType {}

    /** A number. */
    record Real(Limits limits) implements OptionType {}

    /** One of some texts, from mildest to strictest where one is stricter. */
    record OneOf(List<String> values) implements OptionType {}

    /** One text, for example a column. */
    record Text() implements OptionType {}

    /** A list of texts, for example columns. */
    record Texts() implements OptionType {}

    /** Keys and values that the gate's page describes. */
    record Mapping() implements OptionType {}
  }

  /** All gates in the order they run, and the two pseudo-gates last. */
  public static List<GateVocabulary> all() {
    return GateCatalogue.GATES;
  }

  /** The words of a gate. */
  public static Optional<GateVocabulary> of(String gate) {
    return all().stream().filter(words -> words.gate().equals(gate)).findFirst();
  }

  /** The check of this id. */
  public Optional<Check> check(String id) {
    return checks.stream().filter(check -> check.id().equals(id)).findFirst();
  }

  /** The option of this name. */
  public Optional<Option> option(String name) {
    return options.stream().filter(option -> option.name().equals(name)).findFirst();
  }
}
