package dev.countersign.traffic.alias;

import dev.countersign.mlflow.RegisteredModel;
import dev.countersign.mlflow.RegistryException;
import dev.countersign.mlflow.RegistryStore;
import dev.countersign.rollout.Audience;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.TrafficState;
import dev.countersign.traffic.RouterGear;
import dev.countersign.traffic.TrafficException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Routes by the aliases of a registered model:
 *
 * <ul>
 *   <li>{@value #SERVING} is what everybody loads;
 *   <li>{@value #INTERNAL} and {@value #PILOT} are there while those people get the candidate;
 *       where they are not, those people load {@value #SERVING};
 *   <li>{@value #REST} is what serves when the lease ends.
 * </ul>
 *
 * An alias is all or nothing, so a weight is 0 or 100. A change of several aliases is several calls
 * to the registry: what everybody loads is changed first when traffic is given back and last when
 * it grows. The registry can't time a lease: while the agent is dead the aliases stay as they are,
 * and it puts them right when it starts again.
 */
public final class AliasGear implements RouterGear {
  static final String SERVING = "serving";
  static final String INTERNAL = "serving-internal";
  static final String PILOT = "serving-pilot";
  static final String REST = "serving-rest";

  private final RegistryStore registry;
  private final String model;

  /**
   * @param registry MLflow, or a folder
   * @param model the registered model whose aliases consumers load
   */
  public AliasGear(RegistryStore registry, String model) {
    this.registry = registry;
    this.model = model;
  }

  @Override
  public String name() {
    return "aliases of models:/" + model;
  }

  @Override
  public @Nullable Route read() {
    return asked(
        () -> {
          Map<String, Integer> aliases = registry.aliases(model);
          Integer rest = aliases.get(REST);
          Integer serving = aliases.get(SERVING);
          Integer pilot = aliases.get(PILOT);
          Integer internal = aliases.get(INTERNAL);
          if (rest == null) {
            return null;
          }
          boolean complete = !rest.equals(serving);
          Integer candidate = complete ? serving : pilot == null ? internal : pilot;
          Audience audience =
              pilot != null
                  ? Audience.PILOT
                  : internal != null ? Audience.INTERNAL : Audience.NOBODY;
          return candidate == null
              ? Route.settled(target(rest), null)
              : new Route(target(rest), target(candidate), null, complete ? 100 : 0, audience);
        });
  }

  @Override
  public void check(Route route) {
    if (route.candidateWeight() > 0 && route.candidateWeight() < 100) {
      throw new TrafficException(
          "%s can't give %s %% of traffic: an alias is all or nothing; write steps for internal, pilot and weight 100"
              .formatted(name(), route.candidateWeight()));
    }
    if (route.incumbent() == null) {
      throw new TrafficException(
          "%s can't hand over to a fallback: consumers load a version or nothing; leave out fallback, and set alias %s to an older version by hand when no incumbent serves"
              .formatted(name(), REST));
    }
  }

  @Override
  public void require(ModelTarget target) {
    var _ = asked(() -> number(target));
  }

  @Override
  public void write(TrafficState state) {
    Route route = state.route();
    if (route == null) {
      return;
    }
    asked(
        () -> {
          Map<String, Integer> wanted = aliases(route);
          Map<String, Integer> before = new TreeMap<>(registry.aliases(model));
          before.keySet().retainAll(java.util.Set.of(SERVING, INTERNAL, PILOT, REST));
          if (before.equals(wanted)) {
            return null;
          }
          boolean grows = wanted.size() > before.size() || route.complete();
          if (!grows) {
            set(before, wanted, SERVING);
          }
          set(before, wanted, REST);
          set(before, wanted, PILOT);
          set(before, wanted, INTERNAL);
          set(before, wanted, SERVING);
          return null;
        });
  }

  private void set(Map<String, Integer> before, Map<String, Integer> wanted, String alias) {
    Integer number = wanted.get(alias);
    if (Objects.equals(before.get(alias), number)) {
      return;
    }
    if (number == null) {
      registry.dropAlias(model, alias);
      before.remove(alias);
    } else {
      registry.alias(model, alias, number);
      before.put(alias, number);
    }
  }

  private Map<String, Integer> aliases(Route route) {
    check(route);
    Map<String, Integer> wanted = new TreeMap<>();
    int rest = number(Objects.requireNonNull(route.incumbent()));
    wanted.put(REST, rest);
    ModelTarget candidate = route.candidate();
    int trial = candidate == null ? rest : number(candidate);
    wanted.put(SERVING, route.complete() ? trial : rest);
    if (route.audience().includes(Audience.INTERNAL)) {
      wanted.put(INTERNAL, trial);
    }
    if (route.audience().includes(Audience.PILOT)) {
      wanted.put(PILOT, trial);
    }
    return wanted;
  }

  private int number(ModelTarget target) {
    return registry.tagged(model, RegisteredModel.DIGEST_TAG, target.digest()).stream()
        .filter(version -> version.version().equals(target.version()))
        .mapToInt(RegisteredModel::number)
        .max()
        .orElseThrow(
            () ->
                new TrafficException(
                    "models:/%s has no version %s; register it first"
                        .formatted(model, target.shown())));
  }

  private ModelTarget target(int number) {
    RegisteredModel version =
        registry
            .version(model, number)
            .orElseThrow(
                () -> new TrafficException("models:/%s/%d is gone".formatted(model, number)));
    return new ModelTarget(
        version.version(),
        version
            .digest()
            .orElseThrow(
                () ->
                    new TrafficException(
                        "models:/%s/%d says no digest; it was not registered by a release"
                            .formatted(model, number))));
  }

  private <T extends @Nullable Object> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (RegistryException e) {
      throw new TrafficException(
          "%s can't be read or changed: %s".formatted(name(), e.getMessage()), e);
    }
  }
}
