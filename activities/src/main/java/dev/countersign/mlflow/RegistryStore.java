package dev.countersign.mlflow;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a place that keeps models must be able to do; {@link ModelRegistry} says what is done with
 * it. Every method may be repeated after a failure without doing anything twice.
 */
public interface RegistryStore {

  /**
   * Puts a version with everything the registration brings, finishing what an earlier attempt for
   * the same release began.
   */
  RegisteredModel add(Registration registration);

  /** Versions tagged {@code key=value}, lowest number first; none where the model is unknown. */
  List<RegisteredModel> tagged(String model, String key, String value);

  /** One version by the registry's number. */
  Optional<RegisteredModel> version(String model, int number);

  /** Which version each alias points to; none where the model is unknown. */
  Map<String, Integer> aliases(String model);

  /** Lets an alias point to a version, wherever it pointed before. */
  void alias(String model, String alias, int number);

  /** Removes an alias; nothing happens when it is not there. */
  void dropAlias(String model, String alias);

  /** Sets a tag, whatever it was before. */
  void tag(RegisteredModel version, String key, String value);

  /** Keeps files beside a version; one of the same name is replaced. */
  void attach(RegisteredModel version, List<Attachment> attachments);

  /**
   * A local copy of the version's model file.
   *
   * @throws RegistryException if it is not there, or is not the file that was registered
   */
  Path fetch(RegisteredModel version);

  /** Runs {@code action} while nobody else changes this model here, where the store has a lock. */
  <T> T exclusively(String model, Supplier<T> action);
}
