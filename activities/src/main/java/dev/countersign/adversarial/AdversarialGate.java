package dev.countersign.adversarial;

import dev.countersign.adversarial.BrokenInputs.Probe;
import dev.countersign.data.Dataset;
import dev.countersign.data.Frame;
import dev.countersign.data.RowSet;
import dev.countersign.decision.Decisions;
import dev.countersign.decision.Grouping;
import dev.countersign.gate.Check;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.gate.GateResult;
import dev.countersign.gates.Bars;
import dev.countersign.gates.Figure;
import dev.countersign.gates.Gate;
import dev.countersign.gates.GateContext;
import dev.countersign.gates.Options;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.model.Scorer;
import dev.countersign.passport.Json;
import dev.countersign.stats.Proportion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Attacks a model as an outsider would, row by row, and breaks its inputs as the world would. The
 * work is bounded by rows times questions; where it stands is kept after every few rows, so that a
 * later attempt goes on from there.
 */
public final class AdversarialGate implements Gate {
  static final String ID = "adversarial";

  private static final int SCHEMA_ROWS = 200_000;
  private static final int DAMAGED_ROWS = 500;
  private static final int BROKEN_ROWS = 3;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public GateResult run(GateContext context) {
    Bars bars = new Bars(context.policy(), ID);
    Scorer model = context.model();
    if (model == null) {
      Figure absent =
          Figure.of("attack-success-rate").note("There is no model that could be attacked.");
      Check check = absent.judgedBy(bars.of("attack-success-rate"));
      return GateResult.of(ID, bars.allAnswered(List.of(check)), List.of());
    }
    Options options = Options.of(context.policy(), ID);
    AttackSettings settings = AttackSettings.from(options);
    FeatureSchema schema = schema(context, model, options.under("schema"));
    options.refuseOthers();
    return run(context, model, settings, schema, bars);
  }

  private static GateResult run(
      GateContext context, Scorer model, AttackSettings settings, FeatureSchema schema, Bars bars) {
    Dataset data = context.data();
    RowSet judged = data.judgedRows();
    List<ProtectedAttribute> attributes = context.manifest().data().protectedAttributes();
    AttackRows rows =
        new AttackRows(
            data.frame(judged, model.features()),
            data.ids(judged),
            data.favourable(judged),
            Decisions.of(context).thresholds(judged));
    Campaign campaign = new Campaign(model, schema, settings, rows);
    List<AttackOutcome> outcomes = campaign.run(context.progress()).done();
    List<Grouping> groupings =
        Grouping.all(data, judged, attributes).stream().filter(g -> !g.isIntersection()).toList();

    AttackChecks judge = new AttackChecks(bars, settings);
    List<Check> checks = new ArrayList<>(judge.attacks(outcomes));
    checks.addAll(judge.byGroup(outcomes, groupings));
    context.progress().report("damaging rows", 0.95);
    checks.addAll(accidents(model, schema, settings, rows, judge));
    Frame broken = rows.frame().select(rows.chosen(BROKEN_ROWS, settings.seed()));
    List<Probe> probes = BrokenInputs.probe(model, schema, broken);
    checks.add(judge.sanity(probes));

    AdversarialReport report =
        AdversarialReport.of(settings, campaign.answeredBy(), schema, outcomes, probes);
    String curve = AttackPlot.draw(settings, outcomes, groupings);
    List<EvidenceRef> artifacts =
        List.of(
            context.evidence().put("adversarial.json", Json.canonicalBytes(report)),
            context
                .evidence()
                .put("adversarial-success.svg", curve.getBytes(StandardCharsets.UTF_8)));
    return GateResult.of(ID, bars.allAnswered(checks), artifacts);
  }

  private static FeatureSchema schema(GateContext context, Scorer model, Options options) {
    return new SchemaOptions(options).tighten(inferred(context.manifest(), context.data(), model));
  }

  /** What the training rows show that rows can hold. */
  static FeatureSchema inferred(ReleaseManifest manifest, Dataset data, Scorer model) {
    Frame training =
        data.sample(data.auditRows(), model.features(), List.of(), SCHEMA_ROWS, 1).columns();
    SchemaInference inference =
        new SchemaInference(training, manifest.data().protectedAttributes());
    return inference.infer(model.features());
  }

  private static List<Check> accidents(
      Scorer model,
      FeatureSchema schema,
      AttackSettings settings,
      AttackRows rows,
      AttackChecks judge) {
    int[] damaged = rows.chosen(DAMAGED_ROWS, settings.seed());
    List<Check> checks = new ArrayList<>();
    for (Corruption kind : Corruption.values()) {
      Proportion held = kind.held(model, schema, rows, damaged, settings.seed());
      checks.add(kind == Corruption.NOISE ? judge.noise(held) : judge.corruption(kind, held));
    }
    return checks;
  }
}
