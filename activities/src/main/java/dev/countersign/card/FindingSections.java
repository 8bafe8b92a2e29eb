package dev.countersign.card;

import dev.countersign.card.Block.Bullets;
import dev.countersign.card.Block.Figure;
import dev.countersign.card.Block.Folded;
import dev.countersign.card.Block.Table;
import dev.countersign.card.Block.Text;
import dev.countersign.evidence.EvidenceStore;
import dev.countersign.gate.Check;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Verdict;
import dev.countersign.gates.GateContext;
import dev.countersign.manifest.MitigationSpec;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.page.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The sections about what the gates found. */
final class FindingSections {
  private static final int MAX_FIGURES = 24;
  private static final int MAX_CAVEATS = 40;

  private final ReleaseManifest manifest;
  private final List<GateResult> earlier;
  private final EvidenceStore evidence;

  FindingSections(GateContext context) {
    this.manifest = context.manifest();
    this.earlier = context.earlier();
    this.evidence = context.evidence();
  }

  private Optional<GateResult> result(String gate) {
    return earlier.stream().filter(result -> result.gate().equals(gate)).findFirst();
  }

  Section metrics() {
    Map<String, String> conventions = new LinkedHashMap<>();
    result("evaluation").stream()
        .flatMap(result -> result.checks().stream())
        .filter(check -> check.convention() != null)
        .forEach(check -> conventions.putIfAbsent(check.check(), "" + check.convention()));
    List<List<String>> rows = new ArrayList<>();
    conventions.forEach((check, convention) -> rows.add(List.of(check, convention)));
    return Section.filledOr(
        "metrics",
        "Metrics",
        rows.isEmpty() ? List.of() : List.of(new Table(List.of("Metric", "Convention"), rows)),
        "Run the evaluation gate before the model card: its checks say what is measured and how.");
  }

  Section quantitativeAnalyses() {
    List<Block> blocks = new ArrayList<>();
    boolean evaluated =
        result("evaluation").stream()
            .flatMap(result -> result.checks().stream())
            .anyMatch(check -> check.value() != null);
    if (evaluated) {
      earlier.forEach(result -> addTables(result, blocks));
      blocks.addAll(figures());
    }
    return Section.filledOr(
        "quantitative-analyses",
        "Quantitative analyses",
        blocks,
        "Run the evaluation gate before the model card, on data with rows to evaluate.");
  }

  /** What was judged, and folded away what was only measured. */
  private static void addTables(GateResult result, List<Block> blocks) {
    blocks.add(new Text("Gate " + result.gate() + ": " + result.verdict()));
    List<Check> judged = result.checks().stream().filter(c -> c.verdict() != null).toList();
    List<Check> measured = result.checks().stream().filter(c -> c.verdict() == null).toList();
    if (!judged.isEmpty()) {
      blocks.add(table(judged));
    }
    if (!measured.isEmpty()) {
      String summary = measured.size() + " further figures of " + result.gate();
      blocks.add(new Folded(summary, table(measured)));
    }
  }

  private static Table table(List<Check> checks) {
    return new Table(
        List.of("Check", "Of", "Value", "95 % interval", "Bounds", "Rows", "Verdict"),
        checks.stream().map(FindingSections::row).toList());
  }

  private static List<String> row(Check check) {
    return List.of(
        check.check(),
        subject(check),
        check.value() == null ? "not measured" : Shown.of(check.value()),
        Shown.of(check.interval()),
        Shown.of(check.bounds()),
        check.n() == null ? "" : Long.toString(check.n()),
        check.verdict() == null ? "" : check.verdict().name());
  }

  /** What a check speaks of: attribute, group and reference as far as it has them. */
  static String subject(Check check) {
    String group =
        check.group() == null
            ? null
            : check.group() + (check.reference() == null ? "" : " against " + check.reference());
    return String.join(
        ": ", Stream.of(check.attribute(), group).filter(part -> part != null).toList());
  }

  private List<Block> figures() {
    List<Block> figures = new ArrayList<>();
    for (GateResult result : earlier) {
      for (EvidenceRef artifact : result.artifacts()) {
        if (artifact.name().endsWith(".svg") && figures.size() < MAX_FIGURES) {
          byte[] svg = evidence.get(artifact.digest());
          figures.add(new Figure(artifact.name(), artifact.digest(), svg));
        }
      }
    }
    return figures;
  }

  Section ethicalConsiderations() {
    List<Block> blocks = new ArrayList<>();
    MitigationSpec mitigation = manifest.mitigation();
    if (mitigation != null) {
      blocks.add(new Text(mitigated(mitigation)));
    }
    List<String> weighed =
        earlier.stream()
            .flatMap(result -> result.checks().stream())
            .filter(check -> check.check().equals("disparate-impact") && check.value() != null)
            .map(FindingSections::sentence)
            .toList();
    if (!weighed.isEmpty()) {
      blocks.add(new Bullets(weighed));
    }
    return Section.filledOr(
        "ethical-considerations",
        "Ethical considerations and mitigation",
        blocks,
        "Say what was done about disparate impact in mitigation.method, and name the groups people"
            + " fall into in data.protected.");
  }

  private static String mitigated(MitigationSpec mitigation) {
    String on =
        mitigation.allAttributes().isEmpty()
            ? ""
            : " on " + String.join(" & ", mitigation.allAttributes());
    String said = mitigation.description() == null ? "" : ": " + mitigation.description();
    return "Mitigation: " + UseSections.word(mitigation.method()) + on + said + ".";
  }

  Section limitations() {
    List<String> items = new ArrayList<>(manifest.intendedUse().limitations());
    switch (manifest.data().label().provenance()) {
      case OUTCOME -> {}
      case HUMAN_DECISION, PROXY ->
          items.add(
              "Labels: " + DataSections.provenance(manifest.data().label().provenance()) + ".");
    }
    earlier.stream()
        .flatMap(result -> result.checks().stream())
        .filter(check -> check.verdict() != null && check.verdict() != Verdict.PASS)
        .limit(MAX_CAVEATS)
        .map(FindingSections::caveat)
        .forEach(items::add);
    return Section.filledOr(
        "limitations",
        "Caveats and limitations",
        items.isEmpty() ? List.of() : List.of(new Bullets(items)),
        "Write what the model is known not to do well in intendedUse.limitations, as a list.");
  }

  private static String caveat(Check check) {
    String why = check.warnsWithinBounds() && check.note() != null ? " " + check.note() : "";
    return check.verdict() + ": " + sentence(check) + why;
  }

  private static String sentence(Check check) {
    String subject = subject(check);
    return check.check()
        + (check.of() == null ? "" : " of " + check.of())
        + (subject.isEmpty() ? "" : ", " + subject)
        + (check.value() == null ? " could not be measured" : " is " + Shown.of(check.value()))
        + (check.interval() == null ? "" : " (" + Shown.of(check.interval()) + ")")
        + ".";
  }
}
