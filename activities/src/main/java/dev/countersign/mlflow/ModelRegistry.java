package dev.countersign.mlflow;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The rules of the registry: a registered version is {@code challenger}, a released one {@code
 * champion}, any other end is said in the version's tags, and a champion that is rolled back gives
 * way to the one before it. All of it is idempotent by release: a call repeated after a crash
 * finishes what is left and does nothing twice.
 */
public final class ModelRegistry {
  /** Alias of what was registered last and is not decided yet. */
  public static final String CHALLENGER = "challenger";

  /** Alias of what serves. */
  public static final String CHAMPION = "champion";

  /** The outcome that makes a champion. */
  public static final String RELEASED = "RELEASED";

  /** The outcome of a version that was taken out of service with no other in its place. */
  public static final String WITHDRAWN = "WITHDRAWN";

  static final String NONE = "none";

  private final RegistryStore store;

  public ModelRegistry(RegistryStore store) {
    this.store = store;
  }

  /**
   * Registers a version as challenger.
   *
   * @throws RegistryUnavailableException if the registry can't be reached; repeat it later
   */
  public RegisteredModel register(Registration registration) {
    return store.exclusively(
        registration.model(),
        () -> {
          Optional<RegisteredModel> done =
              of(registration.model(), registration.release())
                  .filter(version -> version.tag(Tag.REGISTERED).isPresent());
          return done.orElseGet(() -> add(registration));
        });
  }

  private RegisteredModel add(Registration registration) {
    RegisteredModel version = store.add(registration);
    store.alias(version.model(), CHALLENGER, version.number());
    return tagged(version, Tag.REGISTERED, "true");
  }

  /** The version of a release, where one was registered. */
  public Optional<RegisteredModel> of(String model, String release) {
    return store.tagged(model, Tag.RELEASE.key(), release).stream().findFirst();
  }

  /** What serves now. */
  public Optional<RegisteredModel> champion(String model) {
    return Optional.ofNullable(store.aliases(model).get(CHAMPION))
        .flatMap(number -> store.version(model, number));
  }

  /**
   * Makes the version of a release the champion.
   *
   * @throws RegistryException if nothing was registered for the release
   */
  public RegisteredModel release(String model, String release, Ending ending) {
    return store.exclusively(
        model,
        () -> {
          RegisteredModel version =
              of(model, release)
                  .orElseThrow(
                      () ->
                          new RegistryException(
                              "can't make " + release + " champion: it was never registered"));
          if (!version.outcome().equals(Optional.of(ending.outcome()))) {
            crown(version);
            return close(version, ending);
          }
          return version;
        });
  }

  private void crown(RegisteredModel version) {
    Integer champion = store.aliases(version.model()).get(CHAMPION);
    boolean unsaid = version.tag(Tag.FORMER_CHAMPION).isEmpty();
    if (unsaid && (champion == null || champion != version.number())) {
      store.tag(
          version, Tag.FORMER_CHAMPION.key(), champion == null ? NONE : String.valueOf(champion));
    }
    store.alias(version.model(), CHAMPION, version.number());
    dropAliasOf(version, CHALLENGER);
  }

  /**
   * Says how a release ended that did not go on serving: it is challenger no more, and where it was
   * champion the one before it is champion again.
   *
   * @return the version, or nothing when none was registered by then
   */
  public Optional<RegisteredModel> retire(String model, String release, Ending ending) {
    return store.exclusively(
        model,
        () ->
            of(model, release)
                .map(
                    version -> {
                      if (version.outcome().equals(Optional.of(ending.outcome()))) {
                        return version;
                      }
                      dethrone(version);
                      return close(version, ending);
                    }));
  }

  private void dethrone(RegisteredModel version) {
    Optional<Integer> former =
        version
            .tag(Tag.FORMER_CHAMPION)
            .filter(number -> !number.equals(NONE))
            .map(Integer::valueOf)
            .filter(number -> store.version(version.model(), number).isPresent());
    if (former.isPresent() && points(CHAMPION, version)) {
      store.alias(version.model(), CHAMPION, former.get());
    }
    dropAliasOf(version, CHAMPION);
    dropAliasOf(version, CHALLENGER);
  }

  /**
   * Says that a version serves no more, and no other version in its place: it is no champion.
   *
   * @param version as people know it
   * @param digest of its file
   * @param reason why it was taken out
   * @return the version, or nothing where it is not registered
   */
  public Optional<RegisteredModel> withdraw(
      String model, String version, String digest, String reason) {
    return store.exclusively(
        model,
        () ->
            of(model, version, digest)
                .map(
                    found -> {
                      dropAliasOf(found, CHAMPION);
                      return tagged(tagged(found, Tag.REASON, reason), Tag.OUTCOME, WITHDRAWN);
                    }));
  }

  /**
   * Says that a version that was withdrawn serves again, and so is champion. Any other version
   * stays as it is.
   *
   * @return the version, or nothing where none of that name was withdrawn
   */
  public Optional<RegisteredModel> reinstate(
      String model, String version, String digest, String reason) {
    return store.exclusively(
        model,
        () ->
            of(model, version, digest)
                .filter(found -> found.outcome().equals(Optional.of(WITHDRAWN)))
                .map(
                    found -> {
                      store.alias(model, CHAMPION, found.number());
                      return tagged(tagged(found, Tag.REASON, reason), Tag.OUTCOME, RELEASED);
                    }));
  }

  private Optional<RegisteredModel> of(String model, String version, String digest) {
    return store.tagged(model, Tag.DIGEST.key(), digest).stream()
        .filter(found -> found.version().equals(version))
        .reduce((_, newest) -> newest);
  }

  private RegisteredModel close(RegisteredModel version, Ending ending) {
    store.attach(version, ending.attachments());
    return tagged(tagged(version, Tag.REASON, ending.reason()), Tag.OUTCOME, ending.outcome());
  }

  /**
   * The version a {@code models:/…} URI names: by alias, by the registry's number, or by the
   * version people know it by, the newest where several bear it.
   *
   * @throws RegistryException if there is none
   */
  public RegisteredModel resolve(ModelUri uri) {
    return find(uri)
        .orElseThrow(
            () ->
                new RegistryException(
                    uri
                        + " is not in the registry: check the name, and that it was registered"
                        + " there"));
  }

  private Optional<RegisteredModel> find(ModelUri uri) {
    if (uri.isAlias()) {
      return Optional.ofNullable(store.aliases(uri.model()).get(uri.version()))
          .flatMap(number -> store.version(uri.model(), number));
    }
    if (uri.version().matches("[1-9][0-9]{0,8}")) {
      return store.version(uri.model(), Integer.parseInt(uri.version()));
    }
    List<RegisteredModel> known = store.tagged(uri.model(), Tag.VERSION.key(), uri.version());
    return known.isEmpty() ? Optional.empty() : Optional.of(known.getLast());
  }

  /**
   * A local copy of a version's model file.
   *
   * @throws RegistryException if it is not there, or is not the file that was registered
   */
  public Path fetch(RegisteredModel version) {
    return store.fetch(version);
  }

  private void dropAliasOf(RegisteredModel version, String alias) {
    if (points(alias, version)) {
      store.dropAlias(version.model(), alias);
    }
  }

  private boolean points(String alias, RegisteredModel version) {
    Integer number = store.aliases(version.model()).get(alias);
    return number != null && number == version.number();
  }

  private RegisteredModel tagged(RegisteredModel version, Tag tag, String value) {
    store.tag(version, tag.key(), value);
    return store
        .version(version.model(), version.number())
        .orElseThrow(() -> new RegistryException(version.uri() + " vanished from the registry"));
  }
}
