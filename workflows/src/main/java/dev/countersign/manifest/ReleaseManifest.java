package dev.countersign.manifest;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A release manifest, {@code apiVersion: countersign.dev/v1}, {@code kind: ModelRelease}:
 * everything a release may depend on, frozen at intake. What it says of people and use is a claim
 * until a seat confirms it.
 *
 * @param metadata which model and version, and who built it
 * @param intendedUse what the model decides, about whom
 * @param risk may raise the tier the use case implies, never lower it
 * @param data where the rows are and what they mean
 * @param mitigation what is done about disparate impact
 * @param training how the model is trained, when it is trained here
 * @param model the model, when it is brought
 * @param predictions scores or decisions already in the data, when nothing can be called
 * @param incumbent what serves now; default the registry's champion
 * @param fallback what serves when no model may
 * @param policy file or name of an organisation's stricter pack
 * @param gates by gate id
 * @param approvals seats and deadlines beyond the policy's
 * @param rollout how traffic grows
 * @param monitoring what is watched after the release
 * @param communication who is told what
 * @param recertification when the release has to be looked at again
 */
public record ReleaseManifest(
    Metadata metadata,
    IntendedUse intendedUse,
    @Nullable RiskTier risk,
    DataSpec data,
    @Nullable MitigationSpec mitigation,
    @Nullable TrainingSpec training,
    @Nullable ModelSpec model,
    @Nullable PredictionsSpec predictions,
    @Nullable ModelSpec incumbent,
    @Nullable FallbackSpec fallback,
    @Nullable String policy,
    Map<String, GateSpec> gates,
    List<ApprovalSpec> approvals,
    @Nullable RolloutSpec rollout,
    @Nullable MonitoringSpec monitoring,
    @Nullable CommunicationSpec communication,
    @Nullable RecertificationSpec recertification) {

  public static final String API_VERSION = "countersign.dev/v1";
  public static final String KIND = "ModelRelease";

  public ReleaseManifest {
    gates = gates == null ? Map.of() : Map.copyOf(gates);
    approvals = approvals == null ? List.of() : List.copyOf(approvals);
  }

  /**
   * Which model and version, and who built it.
   *
   * @param model name, letters, digits, dot, dash and underscore
   * @param version any such name; quoted in YAML where it looks like a number
   * @param owner team that owns the model
   * @param submittedBy claim, checked against the authenticated caller
   * @param trainedBy claim: the people who trained it; none of them may approve
   * @param supersedes version this one significantly updates
   */
  public record Metadata(
      String model,
      String version,
      String owner,
      String submittedBy,
      List<String> trainedBy,
      @Nullable String supersedes) {
    public Metadata {
      trainedBy = trainedBy == null ? List.of() : List.copyOf(trainedBy);
    }
  }

  /**
   * What the model decides, about whom, and what a wrong decision does to them.
   *
   * @param useCase an id of {@link UseCase}
   */
  public record IntendedUse(
      String decision,
      String affected,
      String harm,
      UseCase useCase,
      List<String> limitations,
      List<String> outOfScope) {
    public IntendedUse {
      limitations = limitations == null ? List.of() : List.copyOf(limitations);
      outOfScope = outOfScope == null ? List.of() : List.copyOf(outOfScope);
    }
  }

  /**
   * What serves when no model may: a name people know, and where to reach it if it is a service.
   */
  public record FallbackSpec(
      String name, @Nullable String description, @Nullable String endpoint) {}
}
