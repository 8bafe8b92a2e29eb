package dev.countersign.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;

/**
 * The wall clock of processes that are started with its environment, which a test may set forward
 * and back while they run; their monotonic clock goes on. It is libfaketime of Debian that does it.
 */
public final class FakedClock {
  private static final Path LIBRARIES = Path.of("/usr/lib");

  /** libfaketime reads its file again once the full second has grown by more than one. */
  private static final Duration SEEN_AFTER = Duration.ofMillis(2_100);

  private final Path file;

  private FakedClock(Path file) {
    this.file = file;
  }

  /**
   * A clock that is right at first.
   *
   * @param folder where its setting is kept
   */
  public static FakedClock in(Path folder) {
    FakedClock clock = new FakedClock(folder.resolve("clock").toAbsolutePath());
    clock.write(Duration.ZERO);
    return clock;
  }

  /** Sets it so far ahead of the true time, negative: back; waits until everybody has seen it. */
  public void set(Duration ahead) {
    write(ahead);
    try {
      Thread.sleep(SEEN_AFTER);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while setting a clock", e);
    }
  }

  private void write(Duration ahead) {
    try {
      Path next = file.resolveSibling("clock.next");
      Files.writeString(next, "%+d\n".formatted(ahead.toSeconds()));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a process needs in its environment to go by this clock. */
  public Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD", library().toString(),
        "FAKETIME_TIMESTAMP_FILE", file.toString(),
        "FAKETIME_CACHE_DURATION", "1",
        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
        "FAKETIME_FORCE_MONOTONIC_FIX", "0"); // else a JVM's timed waits end at once, and it spins
  }

  private static Path library() {
    try (DirectoryStream<Path> architectures = Files.newDirectoryStream(LIBRARIES)) {
      for (Path architecture : architectures) {
        Path library = architecture.resolve("faketime/libfaketime.so.1");
        if (Files.exists(library)) {
          return library;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException(
        "libfaketime is not here. ./verify installs it and runs every test; ./verify --embedded"
            + " leaves out the tests that need it.");
  }
}
