package dev.countersign.card;

import dev.countersign.gates.GateContext;
import java.util.List;
import java.util.stream.Stream;

/**
 * A model card (Mitchell et al., Model Cards for Model Reporting, FAT* 2019), with what a release
 * adds: risk tier, seats, obligations.
 *
 * @param model name of the model
 * @param version its version
 * @param sections in the order a person should read them
 */
public record ModelCard(String model, String version, List<Section> sections) {
  public ModelCard {
    sections = List.copyOf(sections);
  }

  /** Writes the card of a release from its manifest and what earlier gates found. */
  public static ModelCard of(GateContext context) {
    UseSections use = new UseSections(context.manifest(), context.policy());
    DataSections data = new DataSections(context.manifest().data(), context.data());
    FindingSections findings = new FindingSections(context);
    return new ModelCard(
        context.manifest().metadata().model(),
        context.manifest().metadata().version(),
        Stream.of(
                use.modelDetails(context),
                use.intendedUse(),
                use.affectedPeople(),
                use.outOfScope(),
                data.factors(),
                findings.metrics(),
                data.evaluationData(),
                data.trainingData(),
                findings.ethicalConsiderations(),
                findings.quantitativeAnalyses(),
                findings.limitations(),
                use.risk(),
                use.signOff(),
                use.monitoring())
            .toList());
  }
}
