package dev.countersign.cli;

import dev.countersign.report.ExitCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that a caller names: read whole, within bounds, or refused in words. */
public final class InputFile {
  private InputFile() {}

  /**
   * The bytes of a file.
   *
   * @param named as the caller named it
   * @param maxBytes the most it may hold
   * @throws CommandFailure if there is no such file of that size that can be read
   */
  public static byte[] bytes(Path named, Surroundings surroundings, long maxBytes) {
    Path file = surroundings.path(named);
    try {
      if (!Files.isRegularFile(file)) {
        throw new CommandFailure(ExitCode.USAGE, "there is no file " + named, "Check its path");
      }
      if (Files.size(file) > maxBytes) {
        throw new CommandFailure(
            ExitCode.USAGE,
            named + " is larger than " + (maxBytes >> 20) + " MB",
            "Check that it is the right file");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.USAGE, named + " can't be read: " + e.getMessage(), "Check its permissions", e);
    }
  }

  /**
   * The text of a file in UTF-8.
   *
   * @throws CommandFailure as {@link #bytes}, or if it is something else
   */
  public static String text(Path named, Surroundings surroundings, long maxBytes) {
    ByteBuffer bytes = ByteBuffer.wrap(bytes(named, surroundings, maxBytes));
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new CommandFailure(ExitCode.USAGE, named + " is not UTF-8 text", "Save it as UTF-8", e);
    }
  }
}
