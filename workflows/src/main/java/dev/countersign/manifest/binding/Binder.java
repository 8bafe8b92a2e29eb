package dev.countersign.manifest.binding;

import dev.countersign.manifest.binding.Shape.Field;
import dev.countersign.manifest.binding.Shape.Struct;
import dev.countersign.manifest.binding.YamlNode.Entry;
import dev.countersign.manifest.binding.YamlNode.Mapping;
import dev.countersign.manifest.binding.YamlNode.Scalar;
import dev.countersign.manifest.binding.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Binds nodes to shapes and notes every place where they differ. */
final class Binder {
  private final Problems problems;

  Binder(Problems problems) {
    this.problems = problems;
  }

  /** Reads what {@code node} holds; values stay absent wherever a problem was noted. */
  Draft bind(YamlNode node, Shape shape, String path, int line) {
    if (node instanceof Scalar(_, String text, boolean plain) && plain && Scalars.isNull(text)) {
      problems.add(line, path, "has no value", "Give it one or leave the key out");
      return Draft.leaf(path, line, null);
    }
    return switch (shape) {
      case Shape.Text text ->
          leaf(path, line, node, text, scalar(node).flatMap(s -> text(s, text)));
      case Shape.Whole whole ->
          leaf(path, line, node, whole, plain(node).flatMap(s -> whole(s, whole)));
      case Shape.Real real ->
          leaf(
              path,
              line,
              node,
              real,
              plain(node).flatMap(s -> Scalars.real(s.text())).filter(real.limits()::allow));
      case Shape.Flag flag ->
          leaf(path, line, node, flag, plain(node).flatMap(s -> Scalars.flag(s.text())));
      case Shape.Choice choice -> choice(node, choice, path, line);
      case Shape.Many many -> many(node, many, path, line);
      case Shape.Keyed keyed -> keyed(node, keyed, path, line);
      case Shape.Free _ -> free(node, path, line);
      case Shape.Struct struct -> struct(node, struct, path, line);
      case Shape.Either either -> either(node, either, path, line);
    };
  }

  private static Optional<Scalar> scalar(YamlNode node) {
    return node instanceof Scalar scalar ? Optional.of(scalar) : Optional.empty();
  }

  private static Optional<Scalar> plain(YamlNode node) {
    return scalar(node).filter(Scalar::plain);
  }

  private static Optional<String> text(Scalar scalar, Shape.Text text) {
    boolean unquoted = text.quoted() && scalar.plain() && Scalars.isTyped(scalar.text());
    Pattern pattern = text.pattern();
    boolean matches =
        pattern == null ? !scalar.text().isBlank() : pattern.matcher(scalar.text()).matches();
    return matches && !unquoted ? Optional.of(scalar.text()) : Optional.empty();
  }

  private static Optional<Object> whole(Scalar scalar, Shape.Whole whole) {
    return Scalars.whole(scalar.text())
        .filter(n -> whole.limits().allow(n) && (whole.wide() || n == n.intValue()))
        .map(n -> whole.wide() ? (Object) n : (Object) n.intValue());
  }

  private Draft leaf(String path, int line, YamlNode node, Shape shape, Optional<?> value) {
    if (value.isEmpty()) {
      problems.add(
          line, path, "must be " + shape.words() + " but is " + node.words(), remedy(node, shape));
    }
    return Draft.leaf(path, line, value.orElse(null));
  }

  private static String remedy(YamlNode node, Shape shape) {
    if (node instanceof Scalar(_, String text, boolean plain)) {
      if (shape instanceof Shape.Text form && form.quoted() && plain && Scalars.isTyped(text)) {
        return "Put it in quotes: \"" + text + "\"";
      }
      if (!(shape instanceof Shape.Text) && !plain && Scalars.isTyped(text)) {
        return "Write it without quotes: " + text;
      }
      if (shape instanceof Shape.Many) {
        return "Write it as a list: [" + text + "]";
      }
    }
    return "Write " + shape.words();
  }

  private Draft choice(YamlNode node, Shape.Choice choice, String path, int line) {
    Optional<? extends Enum<?>> constant =
        scalar(node)
            .flatMap(
                s ->
                    choice.constants().stream()
                        .filter(c -> Shape.written(c).equals(s.text()))
                        .findFirst());
    if (constant.isEmpty()) {
      Optional<String> meant = scalar(node).flatMap(s -> Nearest.of(s.text(), choice.names()));
      problems.add(
          line,
          path,
          "must be " + choice.words() + " but is " + node.words(),
          meant.map(name -> "The nearest is " + name).orElse("Write " + choice.words()));
    }
    return Draft.leaf(path, line, constant.orElse(null));
  }

  private Draft many(YamlNode node, Shape.Many many, String path, int line) {
    if (!(node instanceof Sequence(_, List<YamlNode> nodes))) {
      return leaf(path, line, node, many, Optional.empty());
    }
    if (nodes.size() < many.least()) {
      problems.add(line, path, "is an empty list", "Write at least one entry");
    }
    SequencedMap<String, Draft> children = new LinkedHashMap<>();
    for (YamlNode item : nodes) {
      int index = children.size();
      children.put(
          Integer.toString(index), bind(item, many.item(), path + "[" + index + "]", item.line()));
    }
    return Draft.branch(path, line, complete(children), children);
  }

  private static @Nullable List<Object> complete(Map<String, Draft> children) {
    List<Object> values = new ArrayList<>();
    for (Draft child : children.values()) {
      Object value = child.value();
      if (value == null) {
        return null;
      }
      values.add(value);
    }
    return values;
  }

  private Draft keyed(YamlNode node, Shape.Keyed keyed, String path, int line) {
    if (!(node instanceof Mapping(_, List<Entry> entries))) {
      return leaf(path, line, node, keyed, Optional.empty());
    }
    if (entries.size() < keyed.least()) {
      problems.add(line, path, "is an empty mapping", "Write at least one entry");
    }
    SequencedMap<String, Draft> children = new LinkedHashMap<>();
    for (Entry entry : entries) {
      children.put(
          entry.key(), bind(entry.value(), keyed.value(), below(path, entry), entry.line()));
    }
    return Draft.branch(path, line, completeMap(children), children);
  }

  private static @Nullable Map<String, Object> completeMap(Map<String, Draft> children) {
    SequencedMap<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, Draft> child : children.entrySet()) {
      Object value = child.getValue().value();
      if (value == null) {
        return null;
      }
      values.put(child.getKey(), value);
    }
    return values;
  }

  private Draft free(YamlNode node, String path, int line) {
    return switch (node) {
      case Scalar scalar -> {
        Object value = Scalars.natural(scalar);
        yield leaf(path, line, node, new Shape.Free(), Optional.ofNullable(value));
      }
      case Sequence sequence -> many(sequence, new Shape.Many(new Shape.Free(), 0), path, line);
      case Mapping mapping -> keyed(mapping, new Shape.Keyed(new Shape.Free(), 0), path, line);
    };
  }

  private Draft either(YamlNode node, Shape.Either either, String path, int line) {
    if (!(node instanceof Mapping mapping)) {
      return leaf(path, line, node, either, Optional.empty());
    }
    return struct(mapping, Variants.fitting(mapping, either), path, line);
  }

  private Draft struct(YamlNode node, Struct struct, String path, int line) {
    if (!(node instanceof Mapping(_, List<Entry> entries))) {
      return leaf(path, line, node, struct, Optional.empty());
    }
    SequencedMap<String, Draft> children = new LinkedHashMap<>();
    SequencedMap<String, Draft> rest = new LinkedHashMap<>();
    List<String> written = entries.stream().map(Entry::key).toList();
    boolean known = true;
    for (Entry entry : entries) {
      Optional<Field> field = struct.field(entry.key());
      if (field.isPresent()) {
        children.put(entry.key(), bindField(entry, field.get(), path));
        continue;
      }
      Optional<Field> meant = Nearest.slip(entry.key(), struct.keys()).flatMap(struct::field);
      if (meant.isEmpty() && struct.rest().isPresent()) {
        rest.put(entry.key(), free(entry.value(), below(path, entry), entry.line()));
        continue;
      }
      known = false;
      unknown(entry, struct, path, meant);
      meant.ifPresent(
          slip -> {
            Draft draft = bindField(entry, slip, path);
            if (!written.contains(slip.key())) {
              children.put(slip.key(), draft);
            }
          });
    }
    Optional<Field> restField = struct.rest();
    restField.ifPresent(
        field -> children.put(field.key(), Draft.branch(path, line, completeMap(rest), rest)));
    boolean whole = reportMissing(struct, children, path, line) && known;
    Object value = whole ? Records.make(struct, children, path, line, problems) : null;
    return Draft.branch(path, line, value, children);
  }

  private Draft bindField(Entry entry, Field field, String path) {
    return bind(entry.value(), field.shape(), below(path, entry), entry.line());
  }

  private void unknown(Entry entry, Struct struct, String path, Optional<Field> meant) {
    problems.add(
        entry.line(),
        below(path, entry),
        "is an unknown key",
        meant
            .map(field -> "Write '" + field.key() + "'")
            .orElse("Known here: " + String.join(", ", struct.keys())));
  }

  private boolean reportMissing(Struct struct, Map<String, Draft> children, String path, int line) {
    boolean all = true;
    for (Field field : struct.fields()) {
      if (field.required() && !children.containsKey(field.key())) {
        all = false;
        problems.add(
            line,
            path.isEmpty() ? field.key() : path + "." + field.key(),
            "is missing",
            "Add " + field.key() + ": " + field.shape().words());
      }
    }
    return all;
  }

  private static String below(String path, Entry entry) {
    return path.isEmpty() ? entry.key() : path + "." + entry.key();
  }
}
