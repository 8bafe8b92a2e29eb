package dev.countersign.cli;

import dev.countersign.client.ReleaseName;
import dev.countersign.manifest.ManifestReader;
import dev.countersign.manifest.ManifestReading;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A manifest as it lies on disk.
 *
 * @param named the file as the caller named it, for messages
 * @param file where it is
 * @param text what it holds
 * @param reading what that says
 */
public record ManifestFile(Path named, Path file, String text, ManifestReading reading) {
  private static final long MAX_BYTES = 16L << 20;

  /**
   * Reads a file; what is wrong inside it is in the reading.
   *
   * @throws CommandFailure if there is no such file of a sensible size, in UTF-8
   */
  public static ManifestFile read(Path named, Surroundings surroundings) {
    String text = InputFile.text(named, surroundings, MAX_BYTES);
    return new ManifestFile(named, surroundings.path(named), text, ManifestReader.read(text));
  }

  /** Which release it is about, or empty when that can't be read. */
  public Optional<ReleaseName> release() {
    Optional<String> model = reading.draft().at("metadata", "model").text();
    Optional<String> version = reading.draft().at("metadata", "version").text();
    try {
      return model.flatMap(name -> version.map(number -> new ReleaseName(name, number)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** URI of the folder that relative paths in it start from. */
  public String base() {
    Path folder = file.toAbsolutePath().getParent();
    return (folder == null ? file.toAbsolutePath() : folder).toUri().toString();
  }
}
