package dev.countersign.rollout;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countersign.gate.Check;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A live check that people let go on, by signed waiver.
 *
 * @param check its id, or {@value #ANALYSIS} for everything that could not be decided
 * @param attribute the attribute whose groups it compares; null for one that compares none
 * @param group the group it is of; null for a check that compares none
 * @param expires it counts before this
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WaivedCheck(
    String check, @Nullable String attribute, @Nullable String group, Instant expires) {
  /** Stands for a step that could not be decided at all: unreadable, or too few requests. */
  public static final String ANALYSIS = "analysis";

  /** A check that compares no groups. */
  public WaivedCheck(String check, Instant expires) {
    this(check, null, null, expires);
  }

  /** Whether it lets a check go on at {@code now}: of several groups only the one it names. */
  boolean covers(Check one, Instant now) {
    boolean named =
        one.attribute() == null
            ? attribute == null
            : one.attribute().equals(attribute) && Objects.equals(one.group(), group);
    return named && check.equals(one.check()) && now.isBefore(expires);
  }

  /** Whether it lets everything go on that could not be decided. */
  boolean coversWhatIsUndecided(Instant now) {
    return check.equals(ANALYSIS) && now.isBefore(expires);
  }
}
