package dev.countersign.card;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One section of a card.
 *
 * @param id for example {@code out-of-scope}
 * @param title as people read it
 * @param blocks what it says; empty when nothing fills it
 * @param remedy what to write where when nothing fills it; null when it is filled
 */
public record Section(String id, String title, List<Block> blocks, @Nullable String remedy) {
  /** Rejects a section that is neither filled nor says how to fill it. */
  public Section {
    blocks = List.copyOf(blocks);
    if (blocks.isEmpty() != (remedy != null)) {
      throw new IllegalArgumentException(id + ": a section has blocks or a remedy, one of the two");
    }
  }

  /** A section that something fills. */
  static Section of(String id, String title, Block... blocks) {
    return new Section(id, title, List.of(blocks), null);
  }

  /** A section that nothing fills. */
  static Section missing(String id, String title, String remedy) {
    return new Section(id, title, List.of(), remedy);
  }

  /** Filled by these blocks, or missing when there are none. */
  static Section filledOr(String id, String title, List<Block> blocks, String remedy) {
    return blocks.isEmpty() ? missing(id, title, remedy) : new Section(id, title, blocks, null);
  }

  /** Whether something fills it. */
  public boolean isFilled() {
    return remedy == null;
  }
}
