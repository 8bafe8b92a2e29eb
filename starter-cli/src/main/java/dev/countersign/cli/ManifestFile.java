package dev.countersign.cli;

import dev.countersign.client.ReleaseName;
import dev.countersign.manifest.ManifestReader;
import dev.countersign.manifest.ManifestReading;
import dev.countersign.report.ExitCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    Path file = surroundings.path(named);
    try {
      if (!Files.isRegularFile(file)) {
        throw failure("there is no file " + named, "Name the manifest with -f FILE", null);
      }
      if (Files.size(file) > MAX_BYTES) {
        throw failure(
            named + " is larger than a manifest can be", "Name the manifest itself", null);
      }
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
              .toString();
      return new ManifestFile(named, file, text, ManifestReader.read(text));
    } catch (CharacterCodingException e) {
      throw failure(named + " is not UTF-8 text", "Save it as UTF-8", e);
    } catch (IOException e) {
      throw failure(named + " can't be read: " + e.getMessage(), "Check its permissions", e);
    }
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

  private static CommandFailure failure(String message, String remedy, @Nullable Throwable cause) {
    return cause == null
        ? new CommandFailure(ExitCode.USAGE, message, remedy)
        : new CommandFailure(ExitCode.USAGE, message, remedy, cause);
  }
}
