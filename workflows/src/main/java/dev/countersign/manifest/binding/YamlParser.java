package dev.countersign.manifest.binding;

import dev.countersign.manifest.binding.YamlNode.Entry;
import dev.countersign.manifest.binding.YamlNode.Mapping;
import dev.countersign.manifest.binding.YamlNode.Scalar;
import dev.countersign.manifest.binding.YamlNode.Sequence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Untrusted text to nodes, within bounds. It works on parser events and keeps its own stack, so
 * that neither nesting nor aliases can exhaust memory or the stack, and nothing is constructed from
 * tags.
 */
final class YamlParser {
  static final int MAX_CHARACTERS = 1_000_000;
  static final int MAX_DEPTH = 32;
  static final int MAX_ALIASES = 100;
  static final int MAX_NODES = 100_000;

  private final Problems problems;
  private final Map<Anchor, Measured> anchors = new HashMap<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private @Nullable YamlNode root;
  private int documents;
  private int aliases;
  private int expanded;

  private YamlParser(Problems problems) {
    this.problems = problems;
  }

  /** The document's root, or null when there is none; then a problem says why. */
  static @Nullable YamlNode parse(String text, Problems problems) {
    if (text.length() > MAX_CHARACTERS) {
      problems.add(
          0,
          "(file)",
          "is larger than 1 MB",
          "Keep data and models in files of their own and name them by path or URI");
      return null;
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      problems.add(0, "(file)", "is not YAML text", "Save the file as UTF-8 text");
      return null;
    }
    YamlParser parser = new YamlParser(problems);
    try {
      new Parse(settings(text)).parseString(text).forEach(parser::accept);
    } catch (Refused refused) {
      problems.add(refused.line, "(file)", refused.what, refused.remedy);
      return null;
    } catch (MarkedYamlEngineException broken) {
      int line = broken.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      problems.add(
          line,
          "(file)",
          "is not YAML: " + broken.getProblem().replaceAll("\\p{Cntrl}", "␣"),
          "Correct this line or the one before it; indent with spaces, quote texts that hold"
              + " : # { [ or start with > | & * ! % @");
      return null;
    } catch (YamlEngineException unreadable) {
      problems.add(0, "(file)", "is not YAML text", "Save the file as UTF-8 text");
      return null;
    }
    if (parser.root == null) {
      problems.add(0, "(file)", "is empty", "Start from an example and fill it in");
    }
    return parser.root;
  }

  /** The scanner fails on a surrogate pair that its buffer splits, so the buffer takes it all. */
  private static LoadSettings settings(String text) {
    return LoadSettings.builder()
        .setCodePointLimit(MAX_CHARACTERS)
        .setBufferSize(text.length() + 1)
        .build();
  }

  private void accept(Event event) {
    switch (event.getEventId()) {
      case DocumentStart -> startDocument((DocumentStartEvent) event);
      case Scalar -> scalar((ScalarEvent) event);
      case SequenceStart, MappingStart -> start((CollectionStartEvent) event);
      case SequenceEnd, MappingEnd -> end();
      case Alias -> alias((AliasEvent) event);
      case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
    }
  }

  private void startDocument(DocumentStartEvent event) {
    if (++documents > 1) {
      throw new Refused(
          line(event), "holds a second document", "Keep one document a file: end it before ---");
    }
  }

  private void scalar(ScalarEvent event) {
    refuseTag(event, event.getTag());
    Scalar scalar = new Scalar(line(event), event.getValue(), event.isPlain());
    if (!open.isEmpty() && open.element().takesKey()) {
      open.element().key(scalar, problems);
    } else {
      count(1, event);
      place(new Measured(scalar, 1), event.getAnchor());
    }
  }

  private void start(CollectionStartEvent event) {
    refuseTag(event, event.getTag());
    refuseAsKey(event);
    if (open.size() >= MAX_DEPTH) {
      throw new Refused(
          line(event),
          "is nested more than " + MAX_DEPTH + " levels deep",
          "Remove brackets or indentation; no key needs this depth");
    }
    open.push(
        new Open(event instanceof MappingStartEvent, line(event), event.getAnchor(), expanded));
    count(1, event);
  }

  private void end() {
    Open closed = open.remove();
    place(new Measured(closed.node(), expanded - closed.expandedBefore), closed.anchor);
  }

  private void alias(AliasEvent event) {
    refuseAsKey(event);
    Measured target = anchors.get(event.getAlias());
    if (target == null) {
      throw new Refused(
          line(event),
          "refers to *" + event.getAlias() + ", which is not complete before this line",
          "Define it with & first, outside of itself, or write the value out");
    }
    if (++aliases > MAX_ALIASES) {
      throw new Refused(
          line(event), "uses more than " + MAX_ALIASES + " aliases", "Write the values out");
    }
    count(target.size, event);
    place(target, Optional.empty());
  }

  private void place(Measured node, Optional<Anchor> anchor) {
    anchor.ifPresent(name -> anchors.put(name, node));
    if (open.isEmpty()) {
      root = node.node;
    } else {
      open.element().add(node.node);
    }
  }

  private void count(int more, Event event) {
    expanded += more;
    if (expanded > MAX_NODES) {
      throw new Refused(
          line(event),
          "holds more than " + MAX_NODES + " values, aliases written out",
          "Keep data in files of its own and name them by path or URI");
    }
  }

  private void refuseAsKey(Event event) {
    if (!open.isEmpty() && open.element().takesKey()) {
      throw new Refused(
          line(event), "uses a list, a mapping or an alias as a key", "Write a plain text as key");
    }
  }

  private void refuseTag(NodeEvent event, Optional<String> tag) {
    tag.ifPresent(
        name ->
            problems.add(
                line(event),
                "(file)",
                "uses the tag " + Scalars.quote(name),
                "Remove it: every key has its type already"));
  }

  private static int line(Event event) {
    return event.getStartMark().map(Mark::getLine).orElse(-1) + 1;
  }

  /** A node and how many values it holds, itself and its aliases' targets included. */
  private record Measured(YamlNode node, int size) {}

  /** A list or mapping that is not closed yet. */
  private static final class Open {
    private final boolean mapping;
    private final int line;
    private final Optional<Anchor> anchor;
    private final int expandedBefore;
    private final List<YamlNode> items = new ArrayList<>();
    private final SequencedMap<String, Entry> entries = new LinkedHashMap<>();
    private @Nullable Scalar key;

    Open(boolean mapping, int line, Optional<Anchor> anchor, int expandedBefore) {
      this.mapping = mapping;
      this.line = line;
      this.anchor = anchor;
      this.expandedBefore = expandedBefore;
    }

    boolean takesKey() {
      return mapping && key == null;
    }

    void key(Scalar scalar, Problems problems) {
      key = scalar;
      Entry first = entries.get(scalar.text());
      if (first != null) {
        problems.add(
            scalar.line(),
            scalar.text(),
            "is written a second time; the first is on line " + first.line(),
            "Keep one of the two");
      }
    }

    void add(YamlNode node) {
      if (key == null) {
        items.add(node);
      } else {
        entries.putIfAbsent(key.text(), new Entry(key.text(), key.line(), node));
        key = null;
      }
    }

    YamlNode node() {
      return mapping
          ? new Mapping(line, List.copyOf(entries.values()))
          : new Sequence(line, List.copyOf(items));
    }
  }

  /** What ends parsing at once. */
  private static final class Refused extends RuntimeException {
    private final int line;
    private final String what;
    private final String remedy;

    Refused(int line, String what, String remedy) {
      super(what, null, false, false);
      this.line = line;
      this.what = what;
      this.remedy = remedy;
    }
  }
}
