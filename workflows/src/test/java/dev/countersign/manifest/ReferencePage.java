package dev.countersign.manifest;

import dev.countersign.manifest.GateVocabulary.Option;
import dev.countersign.manifest.binding.Doc;
import dev.countersign.manifest.binding.Shape;
import dev.countersign.manifest.binding.Shape.Field;
import dev.countersign.manifest.binding.Shape.Struct;
import dev.countersign.manifest.binding.Shapes;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The reference of a document in Markdown: a table of its keys, then one for each key below. */
public final class ReferencePage {
  private final StringBuilder page = new StringBuilder();

  private ReferencePage() {}

  /** The page of a document. */
  public static String of(Class<? extends Record> type, String intro, List<GateVocabulary> gates) {
    ReferencePage page = new ReferencePage();
    page.page.append(intro).append('\n');
    page.struct("", Shapes.of(type));
    page.gates(gates);
    return page.page.toString();
  }

  private void struct(String path, Struct struct) {
    page.append("\n## ").append(path.isEmpty() ? "The document" : "`" + path + "`").append("\n\n");
    table(struct);
    struct.fields().forEach(field -> below(join(path, field.key()), field.shape()));
  }

  private void table(Struct struct) {
    page.append("| key | holds | |\n| --- | --- | --- |\n");
    for (Field field : struct.fields()) {
      String key = field.rest() ? "any other key" : "`" + field.key() + "`";
      row(key, words(field.shape()), field.doc() + (field.required() ? " **Required.**" : ""));
    }
  }

  private void row(String... cells) {
    page.append("| ")
        .append(
            List.of(cells).stream()
                .map(cell -> cell.replace("|", "\\|").replace("<", "&lt;"))
                .collect(Collectors.joining(" | ")))
        .append(" |\n");
  }

  private void below(String path, Shape shape) {
    switch (shape) {
      case Struct struct -> struct(path, struct);
      case Shape.Either(List<Struct> variants) -> {
        page.append("\n## `").append(path).append("`\n\nOne of:\n");
        for (Struct variant : variants) {
          page.append("\n").append(doc(variant)).append("\n\n");
          table(variant);
        }
      }
      case Shape.Many(Shape item, _) -> below(path + "[]", item);
      case Shape.Keyed(Shape value, _) -> below(path + ".<name>", value);
      case Shape.Choice choice -> choices(path, choice);
      case Shape.Text _, Shape.Whole _, Shape.Real _, Shape.Flag _, Shape.Free _ -> {}
    }
  }

  private static String doc(Struct struct) {
    Doc doc = struct.type().getAnnotation(Doc.class);
    return doc == null ? "" : doc.value();
  }

  private void choices(String path, Shape.Choice choice) {
    List<Map.Entry<String, String>> documented =
        choice.constants().stream()
            .map(constant -> Map.entry(Shape.written(constant), constantDoc(constant)))
            .filter(entry -> !entry.getValue().isEmpty())
            .toList();
    if (documented.isEmpty()) {
      return;
    }
    page.append("\n## `").append(path).append("`\n\n| value | |\n| --- | --- |\n");
    documented.forEach(entry -> row("`" + entry.getKey() + "`", entry.getValue()));
  }

  private static String constantDoc(Enum<?> constant) {
    if (constant instanceof UseCase use) {
      return "Tier " + Shape.written(use.tier()) + ": " + use.ground() + ".";
    }
    try {
      Doc doc = constant.getDeclaringClass().getField(constant.name()).getAnnotation(Doc.class);
      return doc == null ? "" : doc.value();
    } catch (NoSuchFieldException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private void gates(List<GateVocabulary> gates) {
    page.append("\n# Gates\n");
    for (GateVocabulary words : gates) {
      page.append("\n## ").append(words.gate()).append("\n\n").append(words.doc()).append("\n\n");
      page.append("| check | its value |\n| --- | --- |\n");
      words.checks().forEach(check -> row("`" + check.id() + "`", check.doc()));
      if (!words.options().isEmpty()) {
        page.append("\n| option | holds | tighter | |\n| --- | --- | --- | --- |\n");
        words.options().forEach(this::option);
      }
    }
  }

  private void option(Option option) {
    String tighter =
        switch (option.tighter()) {
          case LOWER -> "lower";
          case HIGHER -> "higher";
          case LATER -> "later in the list";
          case FIXED -> "stays as the policy sets it";
          case FREE -> "neither";
        };
    row("`" + option.name() + "`", GateLint.words(option.type()), tighter, option.doc());
  }

  private static String words(Shape shape) {
    return switch (shape) {
      case Struct _ -> "a mapping, below";
      case Shape.Either _ -> "a mapping, below";
      case Shape.Many(Shape item, int least) ->
          (least > 0 ? "a list, not empty: " : "a list: ") + words(item);
      case Shape.Keyed(Shape value, _) -> "names to " + words(value);
      case Shape.Choice choice when choice.constants().size() > 8 -> "one of those below";
      case Shape.Choice _, Shape.Text _, Shape.Whole _, Shape.Real _, Shape.Flag _, Shape.Free _ ->
          shape.words();
    };
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
