package dev.countersign.traffic;

import dev.countersign.passport.Digests;
import dev.countersign.passport.Json;
import dev.countersign.rollout.TrafficState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A traffic state in a file, with the digest of its content, so that half a write, a slip of the
 * editor and a file from elsewhere are all told apart from the truth. A write is forced to disk
 * beside its place and moved there in one step.
 */
final class StateFile {
  private static final String FORMAT = "countersign.dev/traffic-state/v1";
  private static final long LARGEST = 64 << 10;

  private final Path file;

  /** What stands in the file. */
  private record Sealed(String format, String digest, TrafficState state) {}

  /** Why a file is not believed. */
  static final class Unbelievable extends Exception {
    Unbelievable(String message) {
      super(message);
    }
  }

  StateFile(Path file) {
    this.file = file;
  }

  boolean exists() {
    return Files.exists(file);
  }

  /**
   * Reads the state of this environment and model.
   *
   * @throws Unbelievable if the file is truncated, altered, of another form or from elsewhere
   */
  TrafficState read(String environment, String model) throws IOException, Unbelievable {
    if (Files.size(file) > LARGEST) {
      throw new Unbelievable("it has more than " + LARGEST + " bytes");
    }
    Sealed sealed;
    try {
      sealed = Json.read(Files.readAllBytes(file), Sealed.class);
    } catch (IllegalArgumentException e) {
      throw new Unbelievable("it is " + e.getMessage());
    }
    TrafficState state = sealed.state();
    if (!FORMAT.equals(sealed.format()) || state == null) {
      throw new Unbelievable("it is of another format: " + sealed.format());
    }
    if (!digest(state).equals(sealed.digest())) {
      throw new Unbelievable("its content does not have the digest it states");
    }
    if (!environment.equals(state.environment()) || !model.equals(state.model())) {
      throw new Unbelievable(
          "it is of %s in %s, not of %s in %s"
              .formatted(state.model(), state.environment(), model, environment));
    }
    return state;
  }

  /** Replaces the file; after a return the state survives anything, before it the old one does. */
  void write(TrafficState state) throws IOException {
    byte[] content = Json.canonicalBytes(new Sealed(FORMAT, digest(state), state));
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    try (FileChannel out =
        FileChannel.open(
            unfinished,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    moveInto(unfinished);
  }

  /** Takes over the content of {@code other}, in one step. */
  void copyOf(StateFile other) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    Files.copy(other.file, unfinished, StandardCopyOption.REPLACE_EXISTING);
    moveInto(unfinished);
  }

  /** Puts a file that is not believed aside, for people to look at. */
  Path setAside() throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".refused");
    return Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
  }

  private void moveInto(Path unfinished) throws IOException {
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  private static String digest(TrafficState state) {
    return Digests.sha256(Json.canonicalBytes(state));
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
