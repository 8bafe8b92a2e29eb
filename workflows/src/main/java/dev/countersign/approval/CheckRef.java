package dev.countersign.approval;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countersign.gate.Check;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Names one check of one gate. Written {@code evaluation/disparate-impact/age/<=25}: gate, check,
 * then attribute and group where the check has them.
 *
 * @param gate the gate's id
 * @param check the check's id
 * @param attribute its attribute; null where it has none
 * @param group its group; null where it has none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CheckRef(
    String gate, String check, @Nullable String attribute, @Nullable String group) {
  private static final int PARTS = 4;
  private static final String ROLLOUT = "rollout";
  private static final String BAKE_TIME = "bake-time";

  public CheckRef {
    Objects.requireNonNull(gate, "a check belongs to a gate");
    Objects.requireNonNull(check, "a check has an id");
  }

  /** The name of a check of a gate. */
  public static CheckRef of(String gate, Check check) {
    return new CheckRef(gate, check.check(), check.attribute(), check.group());
  }

  /** What is left of a rollout step's bake: waiving it is promoting the step. */
  public static CheckRef bakeTime(String step) {
    return new CheckRef(ROLLOUT, BAKE_TIME, "step", step);
  }

  /** Whether it is {@link #bakeTime} of a step. */
  @JsonIgnore
  public boolean isBakeTime() {
    return gate.equals(ROLLOUT) && check.equals(BAKE_TIME);
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException if it names no gate and check
   */
  public static CheckRef parse(String text) {
    String[] parts = text.split("/", PARTS);
    if (parts.length < 2 || Stream.of(parts).anyMatch(String::isBlank)) {
      throw new IllegalArgumentException(
          "name a check as gate/check or gate/check/attribute/group, for example"
              + " evaluation/disparate-impact/age/<=25, not "
              + text);
    }
    return new CheckRef(
        parts[0],
        parts[1],
        parts.length > 2 ? parts[2] : null,
        parts.length == PARTS ? parts[3] : null);
  }

  @Override
  public String toString() {
    return Stream.of(gate, check, attribute, group)
        .filter(Objects::nonNull)
        .collect(Collectors.joining("/"));
  }
}
