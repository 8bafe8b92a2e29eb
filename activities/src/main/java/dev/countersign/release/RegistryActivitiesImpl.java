package dev.countersign.release;

import dev.countersign.activity.FrozenRelease;
import dev.countersign.activity.Incumbent;
import dev.countersign.activity.ModelRef;
import dev.countersign.activity.OutcomeTask;
import dev.countersign.activity.RegistrationReport;
import dev.countersign.activity.RegistrationTask;
import dev.countersign.activity.RegistryActivities;
import dev.countersign.activity.Released;
import dev.countersign.activity.ReleasedQuery;
import dev.countersign.activity.Withdrawal;
import dev.countersign.data.DataException;
import dev.countersign.evidence.EvidenceStore;
import dev.countersign.gate.Check;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.gate.GateResult;
import dev.countersign.manifest.ModelSpec;
import dev.countersign.mlflow.Attachment;
import dev.countersign.mlflow.Ending;
import dev.countersign.mlflow.LoggedDataset;
import dev.countersign.mlflow.ModelRegistry;
import dev.countersign.mlflow.RegisteredModel;
import dev.countersign.mlflow.Registration;
import dev.countersign.passport.Json;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.RouteObservation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The registry as a release uses it. */
public final class RegistryActivitiesImpl implements RegistryActivities {
  private static final String RELEASED_REGISTER = "released";

  private final ModelRegistry registry;
  private final BroughtModels models;
  private final EvidenceStore evidence;

  public RegistryActivitiesImpl(
      ModelRegistry registry, BroughtModels models, EvidenceStore evidence) {
    this.registry = registry;
    this.models = models;
    this.evidence = evidence;
  }

  @Override
  public Incumbent findIncumbent(FrozenRelease release) {
    return Heartbeats.during(() -> incumbent(release));
  }

  private Incumbent incumbent(FrozenRelease release) {
    FrozenDocument document = GateActivitiesImpl.document(evidence, release.document());
    ModelSpec named = document.manifest().incumbent();
    if (named != null) {
      BroughtModels.Found found = models.find(document, named, "incumbent");
      if (found.model() == null) {
        throw new DataException(found.problems().getFirst().toString());
      }
      return new Incumbent(found.model());
    }
    return new Incumbent(registry.champion(release.model()).map(this::model).orElse(null));
  }

  /** A registered version, kept as evidence like any other model. */
  private ModelRef model(RegisteredModel version) {
    ModelSpec.Format format =
        version
            .format()
            .orElseThrow(
                () ->
                    new DataException(
                        version.uri()
                            + " is champion, but its format is not known here; name it as incumbent"
                            + " in the manifest"));
    EvidenceRef file = evidence.putFile("incumbent", registry.fetch(version));
    return new ModelRef(
        version.version(), file.digest(), file.uri(), format, version.favourableIndex());
  }

  @Override
  public RegistrationReport register(RegistrationTask task) {
    return Heartbeats.during(() -> registered(task));
  }

  private RegistrationReport registered(RegistrationTask task) {
    FrozenRelease release = task.release();
    List<GateResult> results = GateActivitiesImpl.results(evidence, task.results());
    Map<String, String> params =
        Map.of(
            "risk", release.tier().name(),
            "release-digest", release.digest().withModel(task.model().digest()).digest());
    RegisteredModel version =
        registry.register(
            new Registration(
                release.model(),
                release.version(),
                name(release, task.attempt()),
                evidence.path(task.model().digest()),
                task.model().digest(),
                task.model().format(),
                task.model().favourableIndex(),
                params,
                metrics(results),
                Map.of("risk", release.tier().name()),
                attachments(task.artifacts()),
                datasets(release)));
    return new RegistrationReport(version.uri(), version.link());
  }

  private List<LoggedDataset> datasets(FrozenRelease release) {
    return GateActivitiesImpl.document(evidence, release.document()).sources().stream()
        .map(
            source ->
                new LoggedDataset(
                    String.valueOf(Path.of(source.path()).getFileName()),
                    source.digest(),
                    source.name()))
        .toList();
  }

  /** Every figure of the evaluation, under a name a registry takes. */
  private static Map<String, Double> metrics(List<GateResult> results) {
    Map<String, Double> metrics = new TreeMap<>();
    for (GateResult result : results) {
      for (Check check : result.checks()) {
        if (result.gate().equals("evaluation") && check.value() != null) {
          metrics.put(metricName(check), check.value());
        }
      }
    }
    return metrics;
  }

  private static String metricName(Check check) {
    StringBuilder name = new StringBuilder(check.check());
    if (check.attribute() != null) {
      name.append('/').append(check.attribute());
    }
    if (check.group() != null) {
      name.append('/').append(check.group());
    }
    return name.toString()
        .replace("<=", "up to ")
        .replace(">=", "from ")
        .replace("<", "under ")
        .replace(">", "over ")
        .replaceAll("[^A-Za-z0-9_./ -]", "_");
  }

  private List<Attachment> attachments(List<EvidenceRef> artifacts) {
    Set<String> taken = new HashSet<>();
    List<Attachment> attachments = new ArrayList<>();
    for (EvidenceRef artifact : artifacts) {
      String name = artifact.name().replaceAll("[^A-Za-z0-9._ -]", "_");
      if (taken.add(name)) {
        attachments.add(new Attachment(name, evidence.path(artifact.digest())));
      }
    }
    return attachments;
  }

  @Override
  public RegistrationReport recordOutcome(OutcomeTask task) {
    return Heartbeats.during(() -> recorded(task));
  }

  private RegistrationReport recorded(OutcomeTask task) {
    FrozenRelease release = task.release();
    String name = name(release, task.attempt());
    Ending ending =
        new Ending(
            task.outcome(),
            task.reason(),
            List.of(new Attachment("passport.zip", evidence.path(task.passport().digest()))));
    Optional<RegisteredModel> version =
        task.outcome().equals(ModelRegistry.RELEASED)
            ? Optional.of(registry.release(release.model(), name, ending))
            : registry.retire(release.model(), name, ending);
    remember(task);
    championAsServed(task);
    return version
        .map(found -> new RegistrationReport(found.uri(), found.link()))
        .orElse(new RegistrationReport(null, null));
  }

  /**
   * The champion is what serves: a fallback that took over leaves none, and an incumbent that was
   * withdrawn before and serves again is champion again.
   */
  private void championAsServed(OutcomeTask task) {
    RouteObservation observed = task.observed();
    Route route = observed == null ? null : observed.route();
    if (observed == null || route == null || task.outcome().equals(ModelRegistry.RELEASED)) {
      return;
    }
    String model = task.release().model();
    ModelTarget serving = route.incumbent();
    ModelTarget former = observed.former();
    if (serving != null) {
      var _ =
          registry.reinstate(
              model, serving.version(), serving.digest(), "serves again: " + task.reason());
    } else if (former != null && task.incumbent() != null) {
      var _ = registry.withdraw(model, former.version(), former.digest(), task.reason());
    }
  }

  /**
   * A release that was done is remembered beside the evidence, for a rollback within its window.
   */
  private void remember(OutcomeTask task) {
    ModelRef model = task.model();
    if (!task.outcome().equals(ModelRegistry.RELEASED) || model == null) {
      return;
    }
    Released released =
        new Released(
            task.release(), task.attempt(), model, task.incumbent(), task.at(), task.passport());
    EvidenceRef kept = evidence.put("released.json", Json.canonicalBytes(released));
    var _ =
        evidence.remember(
            RELEASED_REGISTER,
            String.join(
                " ",
                task.release().rollout().plan().environment(),
                task.release().model(),
                task.release().version(),
                kept.digest()));
  }

  @Override
  public Released.Found findReleased(ReleasedQuery query) {
    String wanted = String.join(" ", query.environment(), query.model(), query.version(), "");
    return new Released.Found(
        evidence.recall(RELEASED_REGISTER).reversed().stream()
            .filter(entry -> entry.startsWith(wanted))
            .findFirst()
            .map(entry -> evidence.get(entry.substring(wanted.length())))
            .map(json -> Json.read(json, Released.class))
            .orElse(null));
  }

  @Override
  public void withdraw(Withdrawal withdrawal) {
    FrozenRelease release = withdrawal.release();
    var _ =
        Heartbeats.during(
            () ->
                registry.retire(
                    release.model(),
                    name(release, withdrawal.attempt()),
                    new Ending(ModelRegistry.WITHDRAWN, withdrawal.reason(), List.of())));
  }

  private static String name(FrozenRelease release, String attempt) {
    return "release/" + release.model() + "/" + release.version() + "@" + attempt;
  }
}
