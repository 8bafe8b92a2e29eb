package dev.countersign.card;

import dev.countersign.gate.Check;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.DecideOn;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Severity;
import dev.countersign.gates.Figure;
import dev.countersign.gates.Gate;
import dev.countersign.gates.GateContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes the model card and asks of every section that something fills it. One check {@code
 * completeness} over the card; one check {@code section} a section, 1 when it is filled, 0 when it
 * is empty, and then a note saying what to write where.
 */
public final class ModelCardGate implements Gate {
  /** Holds where the policy sets no bar of its own: every section, or the release stops. */
  private static final CheckBar EVERY_SECTION =
      new CheckBar(
          1.0, null, null, Severity.BLOCK, DecideOn.ESTIMATE, "a release has a whole model card");

  @Override
  public String id() {
    return "model-card";
  }

  @Override
  public GateResult run(GateContext context) {
    ModelCard card = ModelCard.of(context);
    context.progress().report("wrote the model card", 0.5);
    CheckBar whole = bar(context, "completeness", EVERY_SECTION);
    CheckBar each = bar(context, "section", whole);
    List<Check> checks =
        Stream.concat(
                Stream.of(completeness(card).judgedBy(whole)),
                card.sections().stream().map(section -> check(section).judgedBy(each)))
            .toList();
    List<EvidenceRef> artifacts =
        List.of(
            context.evidence().put("model-card.html", utf8(HtmlCard.write(card))),
            context.evidence().put("model-card.md", utf8(MarkdownCard.write(card))),
            context.evidence().put("model-card.cdx.json", CycloneDxCard.write(context)));
    return GateResult.of(id(), checks, artifacts);
  }

  private CheckBar bar(GateContext context, String check, CheckBar otherwise) {
    CheckBar set = context.policy().bar(id(), check);
    return set == null || set.bounds() == null ? otherwise : set;
  }

  private static Figure completeness(ModelCard card) {
    long filled = card.sections().stream().filter(Section::isFilled).count();
    return Figure.of("completeness")
        .value((double) filled / card.sections().size())
        .rows(card.sections().size())
        .convention("sections filled / sections");
  }

  private static Figure check(Section section) {
    Figure figure =
        Figure.of("section")
            .on(section.id())
            .value(section.isFilled() ? 1.0 : 0.0)
            .convention("1 when evidence or the manifest fills the section, else 0");
    return section.remedy() == null ? figure : figure.note(section.remedy());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
