package dev.countersign.evaluation;

import dev.countersign.data.DataException;
import dev.countersign.data.Dataset;
import dev.countersign.data.Frame;
import dev.countersign.decision.Decisions;
import dev.countersign.decision.GroupThresholds;
import dev.countersign.decision.Groups;
import dev.countersign.gate.Check;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.DecideOn;
import dev.countersign.gate.Severity;
import dev.countersign.gates.Bars;
import dev.countersign.gates.Figure;
import dev.countersign.gates.Options;
import dev.countersign.model.Answers;
import dev.countersign.model.ModelException;
import dev.countersign.model.Scorer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * People written down, with the decision they must get: the gate's option {@code cases}. A harm
 * that is found later becomes a case, and no later version may do it again.
 *
 * <pre>
 * cases:
 *   refused in error in March: {like: G0007, with: {duration_months: 12}, expect: favourable}
 * </pre>
 *
 * A case is an evaluation row by its id, with some values changed; or, without {@code like}, all of
 * the model's columns under {@code with}. Where thresholds are by group, its own counts: that of
 * the row it is like, unless {@code with} names a protected column. One check {@code case-outcome}
 * a case, 1 when it is met; it blocks unless the policy says otherwise.
 */
final class Cases {
  private static final CheckBar EVERY_CASE =
      new CheckBar(1.0, null, null, Severity.BLOCK, DecideOn.ESTIMATE, "the manifest's own cases");

  private final Options cases;
  private final Scorer model;
  private final Dataset data;
  private final Decisions rule;

  /**
   * @param data whose judged rows a case may be like
   * @param rule how the release's scores become decisions
   */
  Cases(Options cases, Scorer model, Dataset data, Decisions rule) {
    this.cases = cases;
    this.model = model;
    this.data = data;
    this.rule = rule;
  }

  /** The bar of a case. */
  static CheckBar bar(Bars bars) {
    CheckBar set = bars.of("case-outcome");
    return set == null || set.bounds() == null ? EVERY_CASE : set;
  }

  /** One check a case, in alphabetical order. */
  List<Check> checks(Bars bars) {
    List<Check> checks = new ArrayList<>();
    for (String name : new TreeSet<>(cases.keys())) {
      checks.add(check(name, cases.under(name)).judgedBy(bar(bars)));
    }
    return checks;
  }

  private Figure check(String name, Options about) {
    String expected = about.word("expect", "", Set.of("favourable", "unfavourable"));
    if (expected.isEmpty()) {
      throw about.wrong("expect", "nothing", "favourable or unfavourable");
    }
    Map<String, Frame.Column> row = row(about);
    about.refuseOthers();
    Figure figure =
        Figure.of("case-outcome")
            .on(name)
            .ratesOf("decisions")
            .convention("1 when the case is decided as expected, else 0");
    GroupThresholds byGroup = rule.byGroup();
    if (byGroup == null) {
      return decided(figure, row, expected, rule.threshold());
    }
    List<String> unknown =
        byGroup.columns().stream().filter(column -> !row.containsKey(column)).toList();
    if (!unknown.isEmpty()) {
      return figure.note(
          "Its threshold hangs on its group by %s: name %s under with, or a row under like."
              .formatted(byGroup.name(), String.join(", ", unknown)));
    }
    String group;
    try {
      group = Groups.ofRow(data, byGroup.attributes(), row::get);
    } catch (DataException unclear) {
      return figure.note("Which threshold it has is unclear: " + unclear.getMessage());
    }
    return decided(figure, row, expected, byGroup.of(group))
        .note("Decided " + byGroup.words(group) + ".");
  }

  private Figure decided(
      Figure figure, Map<String, Frame.Column> row, String expected, double threshold) {
    Map<String, Frame.Column> features = new LinkedHashMap<>();
    model.features().forEach(name -> features.put(name, Objects.requireNonNull(row.get(name))));
    try {
      Answers answers = model.answers(new Frame(features));
      boolean favourable = answers.scores()[0] >= threshold;
      return figure
          .value(favourable == expected.equals("favourable") ? 1.0 : 0.0)
          .note("Expected " + expected + "; " + answers.said(0) + ".");
    } catch (ModelException refused) {
      return figure.note("The model refuses the case: " + refused.getMessage());
    }
  }

  private List<String> missing(Options with) {
    return model.features().stream()
        .filter(feature -> !with.keys().contains(feature))
        .sorted()
        .toList();
  }

  /** What the model is asked with and, as far as it is known, what the threshold hangs on. */
  private Map<String, Frame.Column> row(Options about) {
    Set<String> wanted = new LinkedHashSet<>(model.features());
    if (rule.byGroup() != null) {
      wanted.addAll(rule.byGroup().columns());
    }
    Frame base = base(about, List.copyOf(wanted));
    Options with = about.under("with");
    Map<String, Frame.Column> columns = new LinkedHashMap<>();
    for (String column : wanted) {
      if (with.keys().contains(column)) {
        columns.put(column, value(with, column));
      } else if (base != null) {
        columns.put(column, base.column(column));
      } else if (model.features().contains(column)) {
        throw about.wrong(
            "with",
            with.keys(),
            "every column of the model unless like names a row; "
                + String.join(", ", missing(with))
                + " is missing");
      }
    }
    with.refuseOthers();
    return columns;
  }

  private @Nullable Frame base(Options about, List<String> columns) {
    List<String> like = about.oneOrMore("like");
    if (like.isEmpty()) {
      return null;
    }
    Optional<Frame> row =
        like.size() > 1 ? Optional.empty() : data.row(data.judgedRows(), like.getFirst(), columns);
    return row.orElseThrow(() -> about.wrong("like", like, "the id of one evaluation row"));
  }

  private Frame.Column value(Options with, String column) {
    if (data.column(column).numeric()) {
      return new Frame.Numbers(new double[] {Objects.requireNonNull(with.number(column))});
    }
    List<String> text = with.oneOrMore(column);
    if (text.size() != 1) {
      throw with.wrong(column, text, "one text");
    }
    return new Frame.Texts(new String[] {text.getFirst()});
  }
}
