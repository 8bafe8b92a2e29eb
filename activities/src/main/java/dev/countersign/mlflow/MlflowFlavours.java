package dev.countersign.mlflow;

import dev.countersign.manifest.ModelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads the {@code MLmodel} file that MLflow writes beside models logged by its own flavours. */
final class MlflowFlavours {
  private static final String DESCRIPTION = "MLmodel";
  private static final int LARGEST = 1 << 20;

  private final MlflowHttp http;
  private final Path scratch;

  MlflowFlavours(MlflowHttp http, Path scratch) {
    this.http = http;
    this.scratch = scratch;
  }

  /**
   * The same version with what its description says of file and format; unchanged where there is no
   * description we can read.
   */
  RegisteredModel describe(RegisteredModel version, String folder) {
    return description(folder)
        .map(
            described -> {
              Map<String, String> tags = new TreeMap<>(version.tags());
              tags.put(Tag.FILE.key(), described.file());
              tags.put(Tag.FORMAT.key(), described.format().name());
              return new RegisteredModel(
                  version.model(), version.number(), tags, version.location(), version.link());
            })
        .orElse(version);
  }

  static RegistryException unreadable(RegisteredModel version) {
    return new RegistryException(
        version.uri()
            + " has no file we can read: log it with MLflow's onnx, xgboost or lightgbm flavour, or"
            + " name the file itself in model.uri");
  }

  private record Described(String file, ModelSpec.Format format) {}

  private Optional<Described> description(String folder) {
    try {
      Files.createDirectories(scratch);
      Path file = Files.createTempFile(scratch, DESCRIPTION, ".part");
      try {
        http.download(folder + "/" + DESCRIPTION, file, LARGEST);
        return read(Files.readString(file));
      } catch (MlflowRefusal e) {
        return Optional.empty();
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new RegistryUnavailableException(
          "can't keep a copy in " + scratch + ": " + e.getMessage(), e);
    }
  }

  private static Optional<Described> read(String yaml) {
    Object root;
    try {
      root = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    } catch (YamlEngineException e) {
      return Optional.empty();
    }
    if (root instanceof Map<?, ?> map && map.get("flavors") instanceof Map<?, ?> flavors) {
      return flavour(flavors, "onnx", ModelSpec.Format.ONNX)
          .or(() -> flavour(flavors, "xgboost", ModelSpec.Format.XGBOOST))
          .or(() -> flavour(flavors, "lightgbm", ModelSpec.Format.LIGHTGBM));
    }
    return Optional.empty();
  }

  private static Optional<Described> flavour(
      Map<?, ?> flavors, String name, ModelSpec.Format format) {
    return flavors.get(name) instanceof Map<?, ?> flavour
            && flavour.get("data") instanceof String data
            && data.matches("[A-Za-z0-9._-]+")
        ? Optional.of(new Described(data, format))
        : Optional.empty();
  }
}
