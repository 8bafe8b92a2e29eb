package dev.countersign.card;

import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Interval;
import dev.countersign.gates.GateContext;
import dev.countersign.manifest.DataSpec.Label;
import dev.countersign.manifest.MitigationSpec;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.passport.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.cyclonedx.Version;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Property;
import org.cyclonedx.model.component.modelCard.Considerations;
import org.cyclonedx.model.component.modelCard.InputOutputParameter;
import org.cyclonedx.model.component.modelCard.ModelParameters;
import org.cyclonedx.model.component.modelCard.PerformanceMetric;
import org.cyclonedx.model.component.modelCard.QuantitativeAnalysis;
import org.cyclonedx.model.component.modelCard.consideration.FairnessAssessment;
import org.cyclonedx.model.component.modelCard.consideration.Risk;

/**
 * A card as a CycloneDX 1.6 bill of materials with one machine-learning model in it, for tools that
 * read bills of materials. The same card always gives the same bytes: no clock, no random number.
 */
final class CycloneDxCard {
  private final GateContext context;
  private final ReleaseManifest manifest;

  private CycloneDxCard(GateContext context) {
    this.context = context;
    this.manifest = context.manifest();
  }

  static byte[] write(GateContext context) {
    Bom bom = new Bom();
    CycloneDxCard card = new CycloneDxCard(context);
    bom.setComponents(List.of(card.component()));
    byte[] identity = Json.canonicalBytes(List.of(context.manifest(), context.earlier()));
    bom.setSerialNumber("urn:uuid:" + UUID.nameUUIDFromBytes(identity));
    return BomGeneratorFactory.createJson(Version.VERSION_16, bom)
        .toJsonNode()
        .toPrettyString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private Component component() {
    Component model = new Component();
    model.setType(Component.Type.MACHINE_LEARNING_MODEL);
    model.setBomRef(manifest.metadata().model() + "@" + manifest.metadata().version());
    model.setName(manifest.metadata().model());
    model.setVersion(manifest.metadata().version());
    model.setPublisher(manifest.metadata().owner());
    model.setDescription(manifest.intendedUse().decision());
    model.setProperties(
        List.of(
            new Property("countersign:riskTier", UseSections.word(context.policy().tier())),
            new Property(
                "countersign:useCase", UseSections.word(manifest.intendedUse().useCase()))));
    var card = new org.cyclonedx.model.component.ModelCard();
    card.setModelParameters(parameters());
    card.setQuantitativeAnalysis(analysis());
    card.setConsiderations(considerations());
    model.setModelCard(card);
    return model;
  }

  private ModelParameters parameters() {
    ModelParameters parameters = new ModelParameters();
    var approach = new ModelParameters.Approach();
    approach.setType(ModelParameters.Approach.ApproachType.SUPERVISED);
    parameters.setApproach(approach);
    Label label = manifest.data().label();
    parameters.setTask(
        switch (label.taskOrDefault()) {
          case CLASSIFICATION -> "binary classification";
          case MULTI_CLASS -> "multi-class classification";
          case REGRESSION -> "regression";
        });
    parameters.setModelArchitecture(new UseSections(manifest, context.policy()).kind());
    parameters.setInputs(context.data().features().stream().map(CycloneDxCard::format).toList());
    parameters.setOutputs(
        switch (label.taskOrDefault()) {
          case CLASSIFICATION -> List.of(format("probability of " + label.favourable()));
          case MULTI_CLASS ->
              Objects.requireNonNullElse(label.classes(), List.of(label.favourable())).stream()
                  .map(name -> format("probability of " + name))
                  .toList();
          case REGRESSION -> List.of(format("predicted " + label.column()));
        });
    return parameters;
  }

  private static InputOutputParameter format(String words) {
    InputOutputParameter parameter = new InputOutputParameter();
    parameter.setFormat(words);
    return parameter;
  }

  private QuantitativeAnalysis analysis() {
    List<PerformanceMetric> metrics = new ArrayList<>();
    for (GateResult result : context.earlier()) {
      for (Check check : result.checks()) {
        if (check.value() != null) {
          metrics.add(metric(check, check.value()));
        }
      }
    }
    QuantitativeAnalysis analysis = new QuantitativeAnalysis();
    analysis.setPerformanceMetrics(metrics);
    return analysis;
  }

  private static PerformanceMetric metric(Check check, double value) {
    PerformanceMetric metric = new PerformanceMetric();
    metric.setType(check.check() + (check.of() == null ? "" : " of " + check.of()));
    metric.setValue(Double.toString(value));
    String subject = FindingSections.subject(check);
    if (!subject.isEmpty()) {
      metric.setSlice(subject);
    }
    Interval interval = check.interval();
    if (interval != null) {
      var ends = new PerformanceMetric.ConfidenceInterval();
      ends.setLowerBound(Double.toString(interval.low()));
      ends.setUpperBound(Double.toString(interval.high()));
      metric.setConfidenceInterval(ends);
    }
    return metric;
  }

  private Considerations considerations() {
    ReleaseManifest.IntendedUse use = manifest.intendedUse();
    Considerations considerations = new Considerations();
    considerations.setUsers(List.of(manifest.metadata().owner()));
    considerations.setUseCases(
        Stream.concat(
                Stream.of(use.decision()), use.outOfScope().stream().map(o -> "Not for: " + o))
            .toList());
    considerations.setTechnicalLimitations(use.limitations());
    Risk risk = new Risk();
    risk.setName(use.harm());
    MitigationSpec mitigation = manifest.mitigation();
    String strategy = mitigation == null ? "none stated" : UseSections.word(mitigation.method());
    risk.setMitigationStrategy(strategy);
    considerations.setEthicalConsiderations(List.of(risk));
    considerations.setFairnessAssessments(
        manifest.data().protectedAttributes().stream()
            .map(
                attribute -> {
                  FairnessAssessment assessment = new FairnessAssessment();
                  assessment.setGroupAtRisk(
                      attribute.attribute() + " other than " + attribute.reference());
                  assessment.setHarms(use.harm());
                  assessment.setMitigationStrategy(strategy);
                  return assessment;
                })
            .toList());
    return considerations;
  }
}
