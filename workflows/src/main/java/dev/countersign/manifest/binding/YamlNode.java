package dev.countersign.manifest.binding;

import java.util.List;

/** A YAML document without its YAML: aliases resolved, no tags, every node with its line. */
sealed interface YamlNode {
  /** 1-based line it starts on. */
  int line();

  /** What it is, in words that complete "but is …". */
  String words();

  /**
   * One value.
   *
   * @param plain written without quotes, so that YAML gives it a type
   */
  record Scalar(int line, String text, boolean plain) implements YamlNode {
    @Override
    public String words() {
      return plain ? Scalars.words(text) : "the text " + Scalars.quote(text);
    }
  }

  /** A list. */
  record Sequence(int line, List<YamlNode> items) implements YamlNode {
    @Override
    public String words() {
      return "a list";
    }
  }

  /** Keys and values, in order, each key once. */
  record Mapping(int line, List<Entry> entries) implements YamlNode {
    @Override
    public String words() {
      return "a mapping";
    }
  }

  /** A key with its own line, and its value. */
  record Entry(String key, int line, YamlNode value) {}
}
