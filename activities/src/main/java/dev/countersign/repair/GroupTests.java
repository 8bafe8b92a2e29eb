package dev.countersign.repair;

import dev.countersign.manifest.Band;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Which group a row is in, as questions that trees can ask: an indicator {@code column=value} for
 * each value, or a banded column's number against the bands' ends.
 *
 * @param attributes what the groups are of, in the order of their names
 * @param values by attribute, the groups it has among those that are repaired
 */
record GroupTests(List<ProtectedAttribute> attributes, List<List<String>> values) {
  private static final float HALF = 0.5f;

  /**
   * A question and its two answers.
   *
   * @param input the model's input that is asked
   * @param bound an input under it goes to {@code under}
   */
  record Question(String input, float bound, Node under, Node other) implements Node {}

  /** A row is in this group, named by its attributes' values; in none where there are none. */
  record Answer(List<String> group) implements Node {}

  /** A place in the tree of questions. */
  sealed interface Node permits Question, Answer {}

  private static final Answer NONE = new Answer(List.of());

  static GroupTests of(List<ProtectedAttribute> attributes, List<List<String>> groups) {
    List<List<String>> values = new ArrayList<>();
    for (int i = 0; i < attributes.size(); i++) {
      TreeSet<String> own = new TreeSet<>();
      for (List<String> group : groups) {
        own.add(group.get(i));
      }
      values.add(List.copyOf(own));
    }
    return new GroupTests(attributes, values);
  }

  /** Names of the inputs it asks, each once. */
  List<String> inputs() {
    Map<String, Boolean> names = new LinkedHashMap<>();
    collect(root(), names);
    return List.copyOf(names.keySet());
  }

  private static void collect(Node node, Map<String, Boolean> names) {
    if (node instanceof Question question) {
      names.put(question.input(), true);
      collect(question.under(), names);
      collect(question.other(), names);
    }
  }

  /** Where asking begins. */
  Node root() {
    return ask(0, List.of());
  }

  private Node ask(int attribute, List<String> known) {
    if (attribute == attributes.size()) {
      return new Answer(known);
    }
    ProtectedAttribute asked = attributes.get(attribute);
    return asked.bands() == null
        ? askValues(attribute, known)
        : askBands(attribute, known, bands(attribute));
  }

  private Node askValues(int attribute, List<String> known) {
    Node otherwise = NONE;
    for (String value : values.get(attribute)) {
      String input = attributes.get(attribute).column() + "=" + value;
      otherwise = new Question(input, HALF, otherwise, ask(attribute + 1, with(known, value)));
    }
    return otherwise;
  }

  private List<Band> bands(int attribute) {
    return Objects.requireNonNull(attributes.get(attribute).bands()).stream()
        .filter(values.get(attribute)::contains)
        .map(Band::parse)
        .sorted(Comparator.comparingDouble(Band::low))
        .toList();
  }

  /**
   * From the lowest band up. A missing number is under nothing, so it comes out at the end, past
   * the largest number there is.
   */
  private Node askBands(int attribute, List<String> known, List<Band> bands) {
    String input = attributes.get(attribute).column();
    Node beyond = NONE;
    for (Band band : bands.reversed()) {
      Node within = ask(attribute + 1, with(known, band.label()));
      beyond = new Question(input, above(band), within, beyond);
      if (!Double.isInfinite(band.low())) {
        beyond = new Question(input, from(band), NONE, beyond);
      }
    }
    return beyond;
  }

  private static float from(Band band) {
    float low = (float) band.low();
    return band.lowIncluded() ? low : Math.nextUp(low);
  }

  private static float above(Band band) {
    if (Double.isInfinite(band.high())) {
      return Float.MAX_VALUE;
    }
    float high = (float) band.high();
    return band.highIncluded() ? Math.nextUp(high) : high;
  }

  private static List<String> with(List<String> known, String value) {
    List<String> more = new ArrayList<>(known);
    more.add(value);
    return List.copyOf(more);
  }
}
