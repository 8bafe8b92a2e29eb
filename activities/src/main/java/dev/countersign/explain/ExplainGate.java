package dev.countersign.explain;

import dev.countersign.gate.Check;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.gate.GateResult;
import dev.countersign.gates.Bars;
import dev.countersign.gates.Figure;
import dev.countersign.gates.Gate;
import dev.countersign.gates.GateContext;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.model.Scorer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The explainability gate: Shapley values of the rows decisions are judged on must add up to the
 * model's own answers, hold still, and not rest on protected attributes or what gives them away.
 * Options: {@code rows} explained, {@code background} rows, {@code seed}, {@code method}.
 */
public final class ExplainGate implements Gate {
  static final String ID = "explainability";
  private static final int KERNEL_NUDGED = 6;
  private static final int TREE_NUDGED = 200;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public GateResult run(GateContext context) {
    Scorer model = context.model();
    if (model == null) {
      return unmeasured(context, "There is no model that can be called, so nothing to explain.");
    }
    try {
      return measured(context, model, ExplainedRows.of(context, model));
    } catch (ExplainException e) {
      return unmeasured(context, String.valueOf(e.getMessage()));
    }
  }

  private static GateResult unmeasured(GateContext context, String why) {
    List<Check> checks = new ArrayList<>();
    for (String check : List.of("additivity-error", "explanation-stability")) {
      checks.add(Figure.of(check).note(why).judgedBy(bar(context, check)));
    }
    for (ProtectedAttribute attribute : context.manifest().data().protectedAttributes()) {
      checks.add(
          Figure.of("protected-attribution-share")
              .on(attribute.attribute())
              .note(why)
              .judgedBy(bar(context, "protected-attribution-share")));
    }
    return GateResult.of(ID, new Bars(context.policy(), ID).allAnswered(checks), List.of());
  }

  private static GateResult measured(GateContext context, Scorer model, ExplainedRows rows) {
    List<Check> checks = new ArrayList<>();
    checks.add(additivity(context, rows));
    checks.add(stability(context, model, rows));
    secondOpinion(context, model, rows).ifPresent(checks::add);
    context.progress().report("weighing protected attributes", 0.6);
    for (ProtectedAttribute attribute : context.manifest().data().protectedAttributes()) {
      checks.add(protectedShare(context, attribute, rows));
    }
    agreement(context, rows).ifPresent(checks::add);
    List<String> unused = UnusedFeatures.of(context.data().features(), model, rows.attributions());
    checks.add(unused(context, rows, unused));
    context.progress().report("drawing", 0.8);
    List<EvidenceRef> artifacts = ExplanationEvidence.keep(context, rows, unused);
    context.progress().report("explained", 1);
    return GateResult.of(ID, new Bars(context.policy(), ID).allAnswered(checks), artifacts);
  }

  private static Check additivity(GateContext context, ExplainedRows rows) {
    return Figure.of("additivity-error")
        .ratesOf("scores")
        .value(rows.error())
        .rows(rows.sample().rows())
        .convention(
            "largest |base + contributions − prediction| over rows, as "
                + rows.explainer().space().word()
                + " and as the model answers; by "
                + rows.explainer().method())
        .judgedBy(bar(context, "additivity-error"));
  }

  private static Check stability(GateContext context, Scorer model, ExplainedRows rows) {
    context.progress().report("measuring stability", 0.4);
    Stability stability =
        Stability.measure(
            rows.explainer(),
            isPathDependent(model)
                ? null
                : ExplainedRows.explainer(model, context.data(), rows.settings().redrawn()),
            rows.sample().columns(),
            rows.attributions(),
            model.trees().isPresent() ? TREE_NUDGED : KERNEL_NUDGED,
            rows.settings().seed());
    Stability.Correlation worst = stability.worst();
    Figure figure =
        Figure.of("explanation-stability")
            .value(worst == null ? null : worst.value())
            .interval(worst == null ? null : worst.interval())
            .rows(rows.sample().rows())
            .convention(
                "the lowest of the rank correlations of importances under resampling and with"
                    + " another background, and of a row's contributions before and after its"
                    + " numbers move by a twentieth of their standard deviation");
    figure.note(stability.inWords());
    if (worst == null) {
      figure.note("What is undefined hardly varies or could not be moved: it shows no stability.");
    }
    return figure.judgedBy(bar(context, "explanation-stability"));
  }

  /** For models that can only be asked; of trees the contributions are exact. */
  private static Optional<Check> secondOpinion(
      GateContext context, Scorer model, ExplainedRows rows) {
    CheckBar bar = bar(context, "surrogate-agreement");
    if (model.trees().isPresent() && bar == null) {
      return Optional.empty();
    }
    context.progress().report("asking for a second opinion", 0.5);
    LimeExplainer lime = ExplainedRows.lime(model, context.data(), rows.settings());
    SecondOpinion opinion = SecondOpinion.of(lime, rows.sample().columns(), rows.attributions());
    return Optional.of(
        Figure.of("surrogate-agreement")
            .value(opinion.agreement())
            .rows(opinion.rows())
            .convention("rank correlation of the columns' mean |contribution| and mean |weight|")
            .note(
                "By "
                    + lime.method()
                    + "; its linear models have a mean R² of "
                    + Figure.format(opinion.fidelity())
                    + " on the neighbours.")
            .judgedBy(bar));
  }

  private static boolean isPathDependent(Scorer model) {
    return model.trees().filter(trees -> trees.ensemble().hasCovers()).isPresent();
  }

  private static Check protectedShare(
      GateContext context, ProtectedAttribute attribute, ExplainedRows rows) {
    ColumnAttributions attributions = rows.attributions();
    ProtectedColumns columns = ProtectedColumns.of(attribute, context);
    Figure figure =
        Figure.of("protected-attribution-share")
            .on(attribute.attribute())
            .rows(rows.sample().rows())
            .convention(
                "Σ |contribution| of the attribute's own column and of columns that give it away,"
                    + " over Σ |contribution| of all columns")
            .note(
                "Counted: "
                    + String.join(", ", columns.columns())
                    + "; a column gives the attribute away from an area under the curve of "
                    + columns.threshold()
                    + ".");
    if (!columns.audited()) {
      return figure
          .note("No data audit looked for columns that give it away: run data-audit first.")
          .judgedBy(bar(context, "protected-attribution-share"));
    }
    double share = AttributionShare.of(attributions, columns.columns(), attributions.allRows());
    if (Double.isFinite(share)) {
      figure
          .value(share)
          .interval(
              new Bootstrap(attributions.rows(), rows.settings().seed())
                  .interval(r -> AttributionShare.of(attributions, columns.columns(), r)));
    }
    return figure.judgedBy(bar(context, "protected-attribution-share"));
  }

  private static Optional<Check> agreement(GateContext context, ExplainedRows rows) {
    CheckBar bar = bar(context, "attribution-agreement");
    Scorer incumbent = context.incumbent();
    if (incumbent == null && bar == null) {
      return Optional.empty();
    }
    Figure figure =
        Figure.of("attribution-agreement")
            .convention("rank correlation of the columns' mean |contribution| in both models");
    if (incumbent == null) {
      figure.note("There is no incumbent to agree with: this is a first release.");
    } else {
      figure.value(Agreement.with(incumbent, context, rows)).rows(Agreement.rows(incumbent, rows));
    }
    return Optional.of(figure.judgedBy(bar));
  }

  private static Check unused(GateContext context, ExplainedRows rows, List<String> unused) {
    int offered = context.data().features().size();
    Figure figure =
        Figure.of("unused-features")
            .value(offered == 0 ? null : Double.valueOf((double) unused.size() / offered))
            .rows(rows.sample().rows())
            .convention("features that never contribute / features offered to the model");
    if (!unused.isEmpty()) {
      figure.note("Never used: " + String.join(", ", unused) + ".");
    }
    return figure.judgedBy(bar(context, "unused-features"));
  }

  private static @Nullable CheckBar bar(GateContext context, String check) {
    return context.policy().bar(ID, check);
  }
}
