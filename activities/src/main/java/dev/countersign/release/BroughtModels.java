package dev.countersign.release;

import dev.countersign.activity.ModelRef;
import dev.countersign.data.DataException;
import dev.countersign.data.Dataset;
import dev.countersign.data.Frame;
import dev.countersign.data.RowSet;
import dev.countersign.evidence.EvidenceStore;
import dev.countersign.gate.EvidenceRef;
import dev.countersign.manifest.ManifestReader;
import dev.countersign.manifest.ModelSpec;
import dev.countersign.manifest.Problem;
import dev.countersign.manifest.binding.Draft;
import dev.countersign.mlflow.ModelRegistry;
import dev.countersign.mlflow.ModelUri;
import dev.countersign.mlflow.RegistryException;
import dev.countersign.mlflow.RegistryUnavailableException;
import dev.countersign.model.ModelException;
import dev.countersign.model.Scorer;
import dev.countersign.model.endpoint.EndpointModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Models that manifests bring: found in a file or the registry, kept as evidence under their
 * digest, and asked a few rows before anything rests on them.
 */
public final class BroughtModels {
  private static final int TRIED = 50;

  private final Roots roots;
  private final ModelRegistry registry;
  private final ReleaseInputs inputs;
  private final EvidenceStore evidence;

  public BroughtModels(
      Roots roots, ModelRegistry registry, ReleaseInputs inputs, EvidenceStore evidence) {
    this.roots = roots;
    this.registry = registry;
    this.inputs = inputs;
    this.evidence = evidence;
  }

  /**
   * What came of looking for a model.
   *
   * @param model the model; null exactly when there are problems
   * @param problems why it can't be used
   */
  public record Found(@Nullable ModelRef model, List<Problem> problems) {
    public Found {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Finds and tries a model.
   *
   * @param release the release whose data it has to fit
   * @param spec where it is
   * @param key the manifest's key that names it: {@code model}, {@code incumbent} or {@code
   *     fallback.model}
   */
  public Found find(FrozenDocument release, ModelSpec spec, String key) {
    try {
      EvidenceRef file =
          spec.isEndpoint()
              ? evidence.put("model", endpoint(release, spec).bytes())
              : evidence.putFile("model", file(spec, release.base()));
      ModelRef model =
          new ModelRef(
              version(release, spec, key),
              file.digest(),
              file.uri(),
              spec.format(),
              release.manifest().data().label().favourableIndex(spec.favourableIndexOrDefault()));
      tryRows(release, model);
      return new Found(model, List.of());
    } catch (DataException | ModelException e) {
      Draft written = ManifestReader.read(release.text()).draft();
      for (String part : key.split("\\.")) {
        written = written.at(part);
      }
      int line = written.at("uri").line();
      return new Found(
          null,
          List.of(
              new Problem(
                  line,
                  key + ".uri",
                  String.valueOf(e.getMessage()),
                  "Name a model that fits the data and its format")));
    }
  }

  /** The release's own version; of others the one the registry knows them by, else their path. */
  private String version(FrozenDocument release, ModelSpec spec, String key) {
    if (key.equals("model")) {
      return release.manifest().metadata().version();
    }
    return ModelUri.isOne(spec.uri())
        ? asked(() -> registry.resolve(ModelUri.parse(spec.uri())).version())
        : spec.uri();
  }

  private static <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (RegistryUnavailableException e) {
      throw e;
    } catch (RegistryException | IllegalArgumentException e) {
      throw new ModelException(String.valueOf(e.getMessage()), e);
    }
  }

  private Path file(ModelSpec spec, String base) {
    if (ModelUri.isOne(spec.uri())) {
      return asked(() -> registry.fetch(registry.resolve(ModelUri.parse(spec.uri()))));
    }
    if (spec.uri().matches("https?:.*")) {
      throw new ModelException(
          spec.uri()
              + " is an address, but "
              + spec.format().name().toLowerCase(Locale.ROOT)
              + " is the format of a file. Write format: mlflow-scoring to have it asked");
    }
    return roots.resolve(base, spec.uri());
  }

  private EndpointModel endpoint(FrozenDocument release, ModelSpec spec) {
    try (Dataset data = inputs.data(release);
        Scorer endpoint = inputs.endpoint(spec, data)) {
      return EndpointModel.note(spec.uri(), endpoint, firstRows(data, endpoint));
    }
  }

  private void tryRows(FrozenDocument release, ModelRef model) {
    try (Dataset data = inputs.data(release);
        Scorer scorer = inputs.scorer(model, data)) {
      var _ = scorer.answers(firstRows(data, scorer));
    }
  }

  private static Frame firstRows(Dataset data, Scorer scorer) {
    RowSet rows = data.isSplit() ? RowSet.EVALUATION : RowSet.ALL;
    Frame frame = data.frame(rows, scorer.features());
    return frame.select(IntStream.range(0, Math.min(TRIED, frame.rows())).toArray());
  }

  /** What differs from what was frozen, in a sentence; empty when nothing does. */
  public List<String> altered(ModelRef model) {
    Path kept = evidence.path(model.digest());
    return Files.isRegularFile(kept) ? List.of() : List.of("model " + model.digest() + " is gone");
  }
}
