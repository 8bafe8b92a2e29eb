package dev.countersign.manifest.binding;

import dev.countersign.manifest.binding.Shape.Struct;
import dev.countersign.manifest.binding.YamlNode.Entry;
import dev.countersign.manifest.binding.YamlNode.Mapping;
import dev.countersign.manifest.binding.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads YAML text as one record annotated with {@link Document}. Whatever the text holds, it
 * answers with a draft and problems and throws nothing.
 */
public final class DocumentReader {
  private static final String API_VERSION = "apiVersion";
  private static final String KIND = "kind";

  private final Struct struct;
  private final Document document;

  /**
   * A reader of one type of document.
   *
   * @throws IllegalArgumentException if the record does not say its version and kind
   */
  public DocumentReader(Class<? extends Record> type) {
    Document annotation = type.getAnnotation(Document.class);
    if (annotation == null) {
      throw new IllegalArgumentException(type + " is not annotated with @Document");
    }
    this.struct = Shapes.of(type);
    this.document = annotation;
  }

  /** Reads {@code text}; what is wrong with it is added to {@code problems}. */
  public Draft read(String text, Problems problems) {
    YamlNode root = YamlParser.parse(text, problems);
    if (root == null) {
      return Draft.absent("", 0);
    }
    if (!(root instanceof Mapping(int line, List<Entry> entries))) {
      problems.add(
          root.line(),
          "(file)",
          "must be " + struct.words() + " but is " + root.words(),
          "Start with apiVersion: " + document.apiVersion() + " and kind: " + document.kind());
      return Draft.absent("", root.line());
    }
    List<Entry> body = new ArrayList<>(entries);
    expect(API_VERSION, document.apiVersion(), body, problems);
    expect(KIND, document.kind(), body, problems);
    return new Binder(problems).bind(new Mapping(line, body), struct, "", line);
  }

  private static void expect(String key, String value, List<Entry> body, Problems problems) {
    int line = body.isEmpty() ? 1 : body.getFirst().line();
    Entry found =
        body.stream()
            .filter(entry -> entry.key().equals(key))
            .findFirst()
            .orElse(new Entry(key, line, new Scalar(line, "", true)));
    body.remove(found);
    if (!(found.value() instanceof Scalar(_, String text, _)) || !text.equals(value)) {
      problems.add(
          found.line(),
          key,
          "must be " + value + " but is " + found.value().words(),
          "Write " + key + ": " + value);
    }
  }
}
