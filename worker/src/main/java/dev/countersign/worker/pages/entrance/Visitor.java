package dev.countersign.worker.pages.entrance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who looks at a page.
 *
 * @param person identity as the trust file has it; null while nobody has said who it is
 * @param name for people to read
 * @param seats roles the trust file lets this person fill
 * @param hasKey whether the trust file names a key of this person
 * @param vouched whether an identity provider says so; else it is a claim, and only a signature
 *     proves it
 */
public record Visitor(
    @Nullable String person, String name, List<String> seats, boolean hasKey, boolean vouched) {
  public Visitor {
    seats = List.copyOf(seats);
  }

  /** The person, where one is known. */
  public boolean isKnown() {
    return person != null;
  }
}
