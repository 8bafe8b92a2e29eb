package dev.countersign.release;

import dev.countersign.activity.PassportActivities;
import dev.countersign.activity.SealTask;
import dev.countersign.evidence.EvidenceStore;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.gate.GateResult;
import dev.countersign.passport.ReleaseDigest;
import dev.countersign.verification.PassportContent;
import dev.countersign.verification.PassportWriter;
import dev.countersign.verification.Sealer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Packs passports from the evidence store and seals them with the server's key. */
public final class PassportActivitiesImpl implements PassportActivities {
  private static final String CARD_GATE = "model-card";

  private final EvidenceStore evidence;
  private final Sealer sealer;

  public PassportActivitiesImpl(EvidenceStore evidence, Sealer sealer) {
    this.evidence = evidence;
    this.sealer = sealer;
  }

  @Override
  public EvidenceRef seal(SealTask task) {
    return Heartbeats.during(() -> sealed(task));
  }

  private EvidenceRef sealed(SealTask task) {
    FrozenDocument document = GateActivitiesImpl.document(evidence, task.release().document());
    List<GateResult> gates = GateActivitiesImpl.results(evidence, task.results());
    ReleaseDigest frozen = task.release().digest();
    PassportContent content =
        new PassportContent(
            "release/" + task.release().model() + "/" + task.release().version(),
            task.release().demo(),
            task.model() == null ? frozen : frozen.withModel(task.model().digest()),
            document.manifest(),
            document.policy(),
            gates,
            task.requests(),
            task.signOffs(),
            task.waivers(),
            document.submission(),
            task.orders(),
            card(gates),
            task.log(),
            task.outcome(),
            task.reason(),
            task.endedAt());
    String name = "%s-%s-passport.zip".formatted(task.release().model(), task.release().version());
    return evidence.put(name, PassportWriter.write(content, sealer));
  }

  private Map<String, byte[]> card(List<GateResult> gates) {
    Map<String, byte[]> files = new TreeMap<>();
    for (GateResult gate : gates) {
      if (gate.gate().equals(CARD_GATE)) {
        for (EvidenceRef file : gate.artifacts()) {
          files.put(file.name(), evidence.get(file.digest()));
        }
      }
    }
    return files;
  }
}
