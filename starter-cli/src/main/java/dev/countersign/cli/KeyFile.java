package dev.countersign.cli;

import dev.countersign.passport.SigningKey;
import dev.countersign.report.ExitCode;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;

/** Private keys in files that only their owner can read. */
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

  /**
   * Writes a private key. The file is there whole or not at all, nobody else can read it at any
   * moment, and none is ever overwritten: of several that write at once one does. Only where the
   * file system has no hard links it can be seen in part while it is written, or after a crash;
   * such a file is refused when it is read, and has to be deleted by hand.
   *
   * @throws FileAlreadyExistsException if there is such a file already
   */
  public static void write(Path file, SigningKey key) throws IOException {
    Path folder =
        Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    Path whole = Files.createTempFile(folder, ".new", ".key"); // readable by its owner alone
    try {
      try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.WRITE)) {
        Channels.newOutputStream(channel).write(key.pem().getBytes(StandardCharsets.UTF_8));
        channel.force(true);
      }
      name(whole, file);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  /** Fails where the name is taken, in one step: a move would look first and then replace. */
  private static void name(Path whole, Path file) throws IOException {
    try {
      Files.createLink(file, whole);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException noLinks) {
      Files.copy(whole, file); // opens it as a new file, with the same permissions
    }
  }

  /** Whose key it is by the file's name, if that names a person. */
  public static Optional<String> owner(Path named) {
    Path file = named.getFileName();
    String stem = file == null ? "" : file.toString().replaceFirst("\\.(key|pem)$", "");
    return stem.contains("@") ? Optional.of(stem) : Optional.empty();
  }
}
