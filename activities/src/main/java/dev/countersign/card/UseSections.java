package dev.countersign.card;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.countersign.approval.Seat;
import dev.countersign.card.Block.Bullets;
import dev.countersign.card.Block.Fact;
import dev.countersign.card.Block.Facts;
import dev.countersign.card.Block.Table;
import dev.countersign.card.Block.Text;
import dev.countersign.gates.GateContext;
import dev.countersign.manifest.ModelSpec;
import dev.countersign.manifest.MonitoringSpec;
import dev.countersign.manifest.MonitoringSpec.Obligation;
import dev.countersign.manifest.RecertificationSpec;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.manifest.ReleaseManifest.IntendedUse;
import dev.countersign.manifest.ReleaseManifest.Metadata;
import dev.countersign.manifest.RolloutSpec;
import dev.countersign.manifest.TrainingSpec;
import dev.countersign.passport.Digests;
import dev.countersign.passport.Json;
import dev.countersign.policy.EffectivePolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The sections about the model and its use: what the manifest claims and the policy asks. */
record UseSections(ReleaseManifest manifest, EffectivePolicy policy) {

  Section modelDetails(GateContext context) {
    Metadata metadata = manifest.metadata();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Model", metadata.model()));
    facts.add(new Fact("Version", metadata.version()));
    facts.add(new Fact("Owner", metadata.owner()));
    facts.add(new Fact("Trained by", String.join(", ", metadata.trainedBy())));
    facts.add(new Fact("Submitted by", metadata.submittedBy()));
    if (metadata.supersedes() != null) {
      facts.add(new Fact("Supersedes", metadata.supersedes()));
    }
    facts.add(new Fact("Kind", kind()));
    if (context.modelFile() != null) {
      facts.add(new Fact("Digest", digest(context.modelFile())));
    }
    if (context.model() != null) {
      facts.add(new Fact("Inputs", context.model().features().size() + " columns"));
    }
    return Section.of("model-details", "Model details", new Facts(facts));
  }

  /** What kind of model it is, in words. */
  String kind() {
    TrainingSpec training = manifest.training();
    ModelSpec model = manifest.model();
    if (training != null && training.xgboost() != null) {
      return "gradient-boosted trees (XGBoost), trained by this release: "
          + settings(training.xgboost());
    }
    if (training != null && training.command() != null) {
      return "trained by this release with " + String.join(" ", training.command().run());
    }
    if (training != null && training.activity() != null) {
      return "trained by this release in the activity " + training.activity().type();
    }
    if (model != null) {
      String format = model.format().name().toLowerCase(Locale.ROOT);
      return "brought as " + format + " from " + model.uri();
    }
    return "unknown: only its predictions are in the data";
  }

  private static String settings(TrainingSpec.XgBoost trees) {
    Map<String, Object> all = Json.mapper().convertValue(trees, new TypeReference<>() {});
    return all.entrySet().stream()
        .filter(setting -> setting.getValue() != null)
        .map(setting -> setting.getKey() + " " + setting.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String digest(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return Digests.sha256(in);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "can't read the model " + file + ": check that it is there", e);
    }
  }

  Section intendedUse() {
    IntendedUse use = manifest.intendedUse();
    return Section.of(
        "intended-use",
        "Intended use",
        new Text(use.decision()),
        new Facts(List.of(new Fact("Use case", word(use.useCase())))));
  }

  Section affectedPeople() {
    IntendedUse use = manifest.intendedUse();
    return Section.of(
        "affected-people",
        "People affected, and harm",
        new Facts(List.of(new Fact("Affected", use.affected()), new Fact("Harm", use.harm()))));
  }

  Section outOfScope() {
    List<String> outOfScope = manifest.intendedUse().outOfScope();
    return Section.filledOr(
        "out-of-scope",
        "Out of scope",
        outOfScope.isEmpty() ? List.of() : List.of(new Bullets(outOfScope)),
        "Write what the model must not be used for in intendedUse.outOfScope, as a list.");
  }

  Section risk() {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Risk tier", word(policy.tier())));
    facts.add(new Fact("Use case", word(manifest.intendedUse().useCase())));
    facts.add(
        new Fact(
            "Ground", "Regulation (EU) 2024/1689: " + manifest.intendedUse().useCase().ground()));
    facts.add(new Fact("Policy", String.join(", ", policy.sources())));
    return Section.of("risk", "Risk tier and legal ground", new Facts(facts));
  }

  Section signOff() {
    List<Seat> seats = policy.seats();
    if (seats.isEmpty()) {
      Text none = new Text("The policy of this risk tier asks for no sign-off.");
      return Section.of("sign-off", "Sign-off", none);
    }
    List<List<String>> rows =
        seats.stream()
            .map(
                seat ->
                    List.of(
                        seat.role(),
                        word(seat.board()),
                        seat.people().isEmpty()
                            ? "whoever the trust file allows"
                            : String.join(", ", seat.people()),
                        duration(seat)))
            .toList();
    List<String> header = List.of("Seat", "Board", "Who", "Deadline");
    Text where = new Text("Who signed, and when, is in the release's passport.");
    return Section.of("sign-off", "Sign-off", new Table(header, rows), where);
  }

  private static String duration(Seat seat) {
    long hours = seat.deadline().toHours();
    return hours >= 48 ? seat.deadline().toDays() + " days" : hours + " hours";
  }

  Section monitoring() {
    List<Block> blocks = new ArrayList<>();
    RolloutSpec rollout = manifest.rollout();
    if (rollout != null && !rollout.steps().isEmpty()) {
      blocks.add(
          new Text(
              "Traffic in %s grows over %d steps; each is watched for its bake time and goes back to"
                      .formatted(rollout.environment(), rollout.steps().size())
                  + " what served before when a live check fails."));
    }
    MonitoringSpec monitoring = manifest.monitoring();
    if (monitoring != null && !monitoring.obligations().isEmpty()) {
      List<String> header = List.of("Metric", "Bound", "Due", "Owner", "Otherwise");
      blocks.add(
          new Table(header, monitoring.obligations().stream().map(UseSections::row).toList()));
    }
    if (monitoring != null && monitoring.rollbackWindow() != null) {
      blocks.add(new Text("Rollback stays possible for " + monitoring.rollbackWindow() + "."));
    }
    RecertificationSpec again = manifest.recertification();
    if (again != null) {
      String owner = again.owner() == null ? "" : ", by " + again.owner();
      blocks.add(new Text("Looked at again every " + again.every() + owner + "."));
    }
    return Section.filledOr(
        "monitoring",
        "Monitoring and obligations",
        blocks,
        "Write how the model is watched after release: rollout.steps, monitoring.obligations (metric,"
            + " min or max, due, owner, consequence) or recertification.every.");
  }

  private static List<String> row(Obligation obligation) {
    return List.of(
        obligation.metric(),
        bound(obligation.min(), obligation.max()),
        obligation.due(),
        obligation.owner(),
        obligation.consequence());
  }

  private static String bound(@Nullable Double min, @Nullable Double max) {
    String low = min == null ? "" : "at least " + min;
    String high = max == null ? "" : "at most " + max;
    return low.isEmpty() || high.isEmpty() ? low + high : low + ", " + high;
  }

  /** A constant as it is written in manifests. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
