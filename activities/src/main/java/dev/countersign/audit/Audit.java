package dev.countersign.audit;

import dev.countersign.data.Dataset;
import dev.countersign.data.RowSet;
import dev.countersign.data.Sample;
import dev.countersign.gate.Check;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.GateResult;
import dev.countersign.gates.Bars;
import dev.countersign.gates.Figure;
import dev.countersign.gates.GateContext;
import dev.countersign.gates.Intersections;
import dev.countersign.manifest.DataSpec;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run of the data audit, its checks in the order a person reads them. */
final class Audit {
  private final GateContext context;
  private final Dataset data;
  private final DataSpec spec;
  private final Bars bars;
  private final AuditOptions options;
  private final KnownGroups known;
  private final List<Check> checks = new ArrayList<>();

  Audit(GateContext context) {
    this.context = context;
    this.data = context.data();
    this.spec = context.manifest().data();
    this.bars = new Bars(context.policy(), AuditGate.ID);
    this.options = AuditOptions.of(context.policy());
    this.known = KnownGroups.of(data, spec.protectedAttributes());
  }

  GateResult run() {
    context.progress().report("counting groups", 0);
    List<LabelFigures> groups = groups();
    judgeGroups(groups);
    judgeConditionally(groups);
    context.progress().report("looking for repeated and missing values", 0.1);
    QualityFigures quality = new QualityFigures(data, spec);
    context.progress().report("drawing a sample", 0.15);
    AuditSample sample = AuditSample.draw(data, spec, options);
    context.progress().report("looking for proxies", 0.2);
    ProxySearch proxies =
        ProxySearch.run(sample, spec.protectedAttributes(), options, context.progress());
    judgeProxies(proxies);
    context.progress().report("looking for what parts of the split share", 0.8);
    judgeQuality(quality);
    Drift drift = drift(sample.described());
    add(drift == null ? Drift.without() : drift.figure());
    context.progress().report("describing columns", 0.9);
    DataProfile profile =
        DataProfile.of(sample.described(), data, spec, quality.facts(), options.seed());
    profile.figures().forEach(this::add);
    List<Check> answered = bars.allAnswered(checks);
    AuditEvidence evidence =
        new AuditEvidence(
            context.manifest(), data, groups, quality, profile, drift, proxies, answered);
    context.progress().report("writing the report", 0.95);
    return GateResult.of(AuditGate.ID, answered, evidence.leaveIn(context.evidence()));
  }

  /** How far the evaluation rows lie from the training rows; null without a split. */
  private @Nullable Drift drift(Sample training) {
    if (!data.isSplit()) {
      return null;
    }
    Sample evaluation =
        data.sample(RowSet.EVALUATION, data.features(), List.of(), training.rows(), options.seed());
    return Drift.between(training, evaluation, data.features(), options.driftAbove());
  }

  private List<LabelFigures> groups() {
    List<List<ProtectedAttribute>> wanted = new ArrayList<>();
    spec.protectedAttributes().forEach(attribute -> wanted.add(List.of(attribute)));
    if (options.intersections() != AuditOptions.Reach.OFF) {
      wanted.addAll(Intersections.of(spec.protectedAttributes()));
    }
    return wanted.stream().map(this::figures).toList();
  }

  private LabelFigures figures(List<ProtectedAttribute> attributes) {
    RowSet judged = data.auditRows();
    Partition aside =
        data.isSplit() ? Partition.of(data, RowSet.EVALUATION, attributes, known, List.of()) : null;
    return new LabelFigures(
        Partition.of(
            data, judged, attributes, known, aside == null ? List.of() : aside.labels().keySet()),
        aside == null ? null : new LabelFigures.Aside("evaluation", aside),
        OtherCut.of(data, judged, attributes),
        spec.label().taskOrDefault());
  }

  private void judgeGroups(List<LabelFigures> groups) {
    for (LabelFigures figures : groups) {
      figures
          .judged()
          .compared()
          .forEach(g -> add(figures, withLeftOut(figures, figures.disparateImpact(g))));
      requireComparison(figures, "disparate-impact");
    }
    for (LabelFigures figures : groups) {
      figures
          .judged()
          .compared()
          .forEach(g -> add(figures, figures.statisticalParityDifference(g)));
    }
    for (LabelFigures figures : groups) {
      figures.judged().labels().keySet().forEach(g -> add(figures, figures.classImbalance(g)));
    }
    for (LabelFigures figures : groups) {
      figures.judged().labels().keySet().forEach(g -> add(figures, figures.representation(g)));
    }
  }

  private Figure withLeftOut(LabelFigures figures, Figure figure) {
    String leftOut = Intersections.leftOut(spec.protectedAttributes());
    return leftOut == null || !figures.judged().isIntersection() ? figure : figure.note(leftOut);
  }

  /** An attribute with one group only compares nothing, which must not look like a pass. */
  private void requireComparison(LabelFigures figures, String check) {
    Partition judged = figures.judged();
    if (judged.compared().isEmpty()) {
      add(
          figures,
          Figure.of(check)
              .on(judged.attribute())
              .group("any other", judged.reference())
              .ratesOf("labels")
              .note("No row is in any group but the reference: there is nothing to compare."));
    }
  }

  private void add(LabelFigures figures, Figure figure) {
    Check unjudged = figure.judgedBy(null);
    CheckBar bar = bars.of(unjudged.check());
    checks.add(figure.judgedBy(reach(figures.judged(), bar)));
  }

  private @Nullable CheckBar reach(Partition partition, @Nullable CheckBar bar) {
    return partition.isIntersection() && options.intersections() != AuditOptions.Reach.BLOCK
        ? Bars.warning(bar)
        : bar;
  }

  private void judgeConditionally(List<LabelFigures> groups) {
    if (options.conditionOn().isEmpty()) {
      return;
    }
    ConditionalFigures conditional =
        ConditionalFigures.over(data, context.manifest(), options.conditionOn());
    for (LabelFigures figures : groups) {
      if (!figures.judged().isIntersection()) {
        conditional.of(figures.judged()).forEach(this::add);
      }
    }
  }

  private void judgeProxies(ProxySearch search) {
    ProxyFigures figures = new ProxyFigures(search, options.warnAbove());
    for (Proxies proxies : search.proxies()) {
      spec.protectedAttributes().stream()
          .filter(attribute -> attribute.attribute().equals(proxies.attribute()))
          .forEach(
              attribute -> checks.add(figures.judge(proxies, attribute, bars.of("proxy-auc"))));
    }
    add(search.labelPredictors().leakage());
  }

  private void judgeQuality(QualityFigures quality) {
    add(quality.splitLeakage());
    quality.missingValues().forEach(this::add);
    add(quality.unlabelled());
    LabelSource source = new LabelSource(data, spec, known);
    source.unlabelled().forEach(this::add);
    String timeColumn = options.timeColumn();
    if (timeColumn != null) {
      add(source.timeOrder(timeColumn));
    }
    add(quality.duplicates());
    add(quality.labelQuality());
    add(quality.constantColumns());
  }

  private void add(Figure figure) {
    checks.add(figure.judgedBy(bars.of(figure.judgedBy(null).check())));
  }
}
