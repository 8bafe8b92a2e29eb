package dev.countersign.cli;

import dev.countersign.passport.SigningKey;
import dev.countersign.report.ExitCode;
import java.nio.file.Path;
import java.util.Optional;

/** Private keys as {@code countersign keys new} writes them. */
public final class KeyFile {
  private static final long MAX_BYTES = 1 << 20;

  private KeyFile() {}

  /**
   * Reads a private key.
   *
   * @throws CommandFailure if there is none in that file
   */
  public static SigningKey read(Path named, Surroundings surroundings) {
    String text = InputFile.text(named, surroundings, MAX_BYTES);
    try {
      return SigningKey.fromPem(text);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          named + ": " + e.getMessage(),
          "Make a key with: countersign keys new NAME",
          e);
    }
  }

  /** Whose key it is by the file's name, if that names a person. */
  public static Optional<String> owner(Path named) {
    Path file = named.getFileName();
    String stem = file == null ? "" : file.toString().replaceFirst("\\.(key|pem)$", "");
    return stem.contains("@") ? Optional.of(stem) : Optional.empty();
  }
}
