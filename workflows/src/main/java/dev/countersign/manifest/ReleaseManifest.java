package dev.countersign.manifest;

import dev.countersign.manifest.binding.AtLeastOne;
import dev.countersign.manifest.binding.Doc;
import dev.countersign.manifest.binding.Document;
import dev.countersign.manifest.binding.Form;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A release manifest: everything a release may depend on, frozen at intake. What it says of people
 * and use is a claim until a seat confirms it.
 */
@Document(apiVersion = ReleaseManifest.API_VERSION, kind = ReleaseManifest.KIND)
@Doc("Everything a release may depend on, frozen and digested at intake.")
public record ReleaseManifest(
    @Doc("Which model and version, and who built it.") Metadata metadata,
    @Doc("What the model decides, about whom, and what a wrong decision does to them.")
        IntendedUse intendedUse,
    @Doc("May raise the tier that the use case implies, never lower it.") @Nullable RiskTier risk,
    @Doc("Where the rows are and what they mean.") DataSpec data,
    @Doc("What is done about disparate impact.") @Nullable MitigationSpec mitigation,
    @Doc("How the model is trained, when it is trained here. One of training, model, predictions.")
        @Nullable TrainingSpec training,
    @Doc("The model, when it is brought. One of training, model, predictions.")
        @Nullable ModelSpec model,
    @Doc("Predictions already in the data, when nothing can be called.")
        @Nullable PredictionsSpec predictions,
    @Doc("What serves now and is rolled back to; default the registry's champion.")
        @Nullable ModelSpec incumbent,
    @Doc("What serves when no model may: rules, people, an older model.")
        @Nullable FallbackSpec fallback,
    @Doc("File or name of an organisation's stricter policy; the tier's floor applies unnamed.")
        @Nullable String policy,
    @Doc("Bars and options by gate; may only tighten the policy's.") Map<String, GateSpec> gates,
    @Doc("Seats beyond the policy's, and tightenings of its seats.") List<ApprovalSpec> approvals,
    @Doc("How traffic grows.") @Nullable RolloutSpec rollout,
    @Doc("What is watched after the release.") @Nullable MonitoringSpec monitoring,
    @Doc("Who is told what.") @Nullable CommunicationSpec communication,
    @Doc("When the release has to be looked at again.")
        @Nullable RecertificationSpec recertification) {

  public static final String API_VERSION = "countersign.dev/v1";
  public static final String KIND = "ModelRelease";

  public ReleaseManifest {
    gates = Frozen.copyOf(gates);
    approvals = approvals == null ? List.of() : List.copyOf(approvals);
  }

  /** Which model and version, and who built it. */
  public record Metadata(
      @Doc("The model's name; with the version it names the release.")
          @Form(pattern = Forms.NAME, words = Forms.NAME_WORDS)
          String model,
      @Doc("The version, in quotes where it looks like a number: 1.10 unquoted would be 1.1.")
          @Form(pattern = Forms.NAME, words = Forms.NAME_WORDS, quoted = true)
          String version,
      @Doc("The team that owns the model.") String owner,
      @Doc("Who submits the release: a claim, checked against the authenticated caller.")
          @Form(pattern = Forms.PERSON, words = Forms.PERSON_WORDS)
          String submittedBy,
      @Doc("Who trained the model: a claim. None of them may approve.")
          @AtLeastOne
          @Form(pattern = Forms.PERSON, words = Forms.PERSON_WORDS)
          List<String> trainedBy,
      @Doc("The version that this one significantly updates.")
          @Form(pattern = Forms.NAME, words = Forms.NAME_WORDS, quoted = true)
          @Nullable String supersedes) {
    public Metadata {
      trainedBy = trainedBy == null ? List.of() : List.copyOf(trainedBy);
    }
  }

  /** What the model decides, about whom, and what a wrong decision does to them. */
  public record IntendedUse(
      @Doc("What is decided with the model's help.") String decision,
      @Doc("Whom the decision is about.") String affected,
      @Doc("What a wrong decision does to them.") String harm,
      @Doc("The use case, from which the risk tier follows.") UseCase useCase,
      @Doc("What the model is known not to do well.") List<String> limitations,
      @Doc("What it must not be used for.") List<String> outOfScope) {
    public IntendedUse {
      limitations = limitations == null ? List.of() : List.copyOf(limitations);
      outOfScope = outOfScope == null ? List.of() : List.copyOf(outOfScope);
    }

    /** The tier the use case implies, raised by {@code declared} where that is more severe. */
    public RiskTier tier(@Nullable RiskTier declared) {
      return declared == null || declared.compareTo(useCase.tier()) < 0 ? useCase.tier() : declared;
    }
  }

  /** What serves when no model may. */
  public record FallbackSpec(
      @Doc("A name people know it by.") String name,
      @Doc("What it does.") @Nullable String description,
      @Doc("Where to reach it, if it is a service. One of endpoint, answer, model, or none.")
          @Form(pattern = Forms.URL, words = Forms.URL_WORDS)
          @Nullable String endpoint,
      @Doc("What every request is answered, if that is settled, for example {decision: refer}.")
          @AtLeastOne
          @Nullable Map<String, Object> answer,
      @Doc("An older model, which must prove itself at the router before any traffic.")
          @Nullable ModelSpec model) {
    public FallbackSpec {
      answer = answer == null ? null : Frozen.copyOf(answer);
    }
  }

  /** The tier the release stands on: the use case's, or a more severe one it declares. */
  public RiskTier tier() {
    return intendedUse.tier(risk);
  }
}
