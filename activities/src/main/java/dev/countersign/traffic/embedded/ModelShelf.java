package dev.countersign.traffic.embedded;

import dev.countersign.passport.Digests;
import dev.countersign.passport.Json;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.traffic.ServedModel;
import dev.countersign.traffic.TrafficException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The models a router can serve: loaded, and noted in a folder so that a restart finds them again.
 */
final class ModelShelf implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ModelShelf.class.getName());

  private final Path folder;
  private final ScorerLoader loader;
  private final Map<ModelTarget, LoadedModel> loaded = new ConcurrentHashMap<>();

  /** Loads what the folder notes; a model that can't be loaded any more is left out, aloud. */
  ModelShelf(Path folder, ScorerLoader loader) {
    this.folder = folder;
    this.loader = loader;
    try {
      Files.createDirectories(folder);
      try (var notes = Files.newDirectoryStream(folder, "*.json")) {
        notes.forEach(this::reload);
      }
    } catch (IOException e) {
      throw new TrafficException(
          "the router's models in " + folder + " can't be read; check the folder's rights", e);
    }
  }

  private void reload(Path note) {
    try {
      ServedModel model = Json.read(Files.readAllBytes(note), ServedModel.class);
      load(model);
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a model noted in " + note + " can't be served", e);
    }
  }

  /** Loads a model and notes it. */
  synchronized void put(ServedModel model) {
    load(model);
    Path note = note(model.target());
    Path unfinished = note.resolveSibling(note.getFileName() + ".unfinished");
    try {
      Files.write(unfinished, Json.canonicalBytes(model));
      Files.move(
          unfinished, note, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new TrafficException(
          "version %s can't be noted in %s; free the disk, then try again"
              .formatted(model.target().shown(), note),
          e);
    }
  }

  private void load(ServedModel model) {
    ModelTarget target = model.target();
    if (loaded.containsKey(target)) {
      return;
    }
    try {
      loaded.put(target, new LoadedModel(target, loader.load(model)));
    } catch (RuntimeException e) {
      throw new TrafficException(
          "version %s can't be loaded: %s".formatted(target.shown(), e.getMessage()), e);
    }
  }

  Optional<LoadedModel> get(ModelTarget target) {
    return Optional.ofNullable(loaded.get(target));
  }

  /** The model a caller asks for by version or digest. */
  Optional<LoadedModel> named(String versionOrDigest) {
    return loaded.values().stream()
        .filter(
            model ->
                model.target().version().equals(versionOrDigest)
                    || model.target().digest().equals(versionOrDigest))
        .findFirst();
  }

  /** Closes and forgets every model but these. */
  synchronized void keepOnly(Set<String> digests) {
    List<ModelTarget> gone = new ArrayList<>(loaded.keySet());
    gone.removeIf(target -> digests.contains(target.digest()));
    for (ModelTarget target : gone) {
      try {
        Files.deleteIfExists(note(target));
      } catch (IOException e) {
        LOG.log(System.Logger.Level.WARNING, "a note can't be deleted: " + note(target), e);
      }
      LoadedModel model = loaded.remove(target);
      if (model != null) {
        model.close();
      }
    }
  }

  private Path note(ModelTarget target) {
    String file = Digests.parse(target.digest()) + "-" + target.version() + ".json";
    return folder.resolve(file.replaceAll("[^A-Za-z0-9._-]", "_"));
  }

  @Override
  public void close() {
    loaded.values().forEach(LoadedModel::close);
  }
}
