package dev.countersign.card;

import java.util.List;

/**
 * A piece of a section, free of any format; every text in it is plain and is escaped when written.
 */
public sealed interface Block {

  /** A paragraph. */
  record Text(String text) implements Block {}

  /** A list. */
  record Bullets(List<String> items) implements Block {
    public Bullets {
      items = List.copyOf(items);
    }
  }

  /** Names and what they stand for. */
  record Facts(List<Fact> facts) implements Block {
    public Facts {
      facts = List.copyOf(facts);
    }
  }

  /** One name and what it stands for. */
  record Fact(String name, String value) {}

  /** A table; every row has as many cells as the header. */
  record Table(List<String> header, List<List<String>> rows) implements Block {
    /** Rejects rows that don't fit the header. */
    public Table {
      header = List.copyOf(header);
      rows = rows.stream().map(List::copyOf).toList();
      for (List<String> row : rows) {
        if (row.size() != header.size()) {
          throw new IllegalArgumentException("a row of " + row.size() + " for " + header);
        }
      }
    }
  }

  /** What only some readers want, behind a line that says what it is. */
  record Folded(String summary, Block block) implements Block {}

  /**
   * A picture from the evidence.
   *
   * @param name of the artifact
   * @param digest of its content
   * @param svg the picture itself
   */
  record Figure(String name, String digest, byte[] svg) implements Block {}
}
