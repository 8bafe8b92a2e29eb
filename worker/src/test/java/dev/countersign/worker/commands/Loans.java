package dev.countersign.worker.commands;

import dev.countersign.worker.demo.DemoData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Manifests of a small model over made-up loans, of the lowest risk so that one seat signs. */
final class Loans {
  private Loans() {}

  /** Puts the data into a folder. */
  static void write(Path folder) throws IOException {
    DemoData.write(folder.resolve("loans.csv"));
  }

  /**
   * Writes a manifest.
   *
   * @param bake of every rollout step, for example {@code 1s}
   * @param more further keys
   * @return its file's name
   */
  static String manifest(Path folder, String model, String version, String bake, String more)
      throws IOException {
    String name = model + "-" + version + ".yaml";
    Files.writeString(
        folder.resolve(name),
        """
        apiVersion: countersign.dev/v1
        kind: ModelRelease
        metadata:
          model: %1$s
          version: "%2$s"
          owner: lending-ml
          submittedBy: ci@lending.example
          trainedBy: [ada@lending.example]
        intendedUse:
          decision: Suggest which brochure to send.
          affected: People who asked for brochures.
          harm: A brochure of no use.
          useCase: recommendation
          limitations: [The applications are made up.]
          outOfScope: [Decisions on credit]
        data:
          source: loans.csv
          split: {evaluation: 0.3, seed: 1}
          id: application_id
          label: {column: decision, favourable: accepted, provenance: human-decision}
          protected:
            - {attribute: sex, column: sex, reference: male}
          features: {exclude: [age, sex]}
          pii: [application_id]
        training:
          xgboost: {rounds: 20, maxDepth: 3, learningRate: 0.2, seed: 1}
        fallback: {name: everybody gets the same brochure}
        rollout:
          environment: production
          router: {embedded: {}}
          metrics: {embedded: {}}
          steps:
            - {audience: internal, weight: 0, bake: %3$s}
            - {weight: 25, bake: %3$s}
            - {weight: 100, bake: %3$s}
        """
                .formatted(model, version, bake)
            + more);
    return name;
  }
}
