package dev.countersign.worker.wiring;

import dev.countersign.approval.TrustFile;
import dev.countersign.approval.TrustReader;
import dev.countersign.approval.TrustReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The trust file as it stands now: read anew each time, so that a revoked key counts at once. */
public final class TrustBook implements Supplier<TrustFile> {
  private final @Nullable Path file;

  /**
   * @param file the trust file; null means nobody is trusted yet
   */
  public TrustBook(@Nullable Path file) {
    this.file = file;
  }

  /**
   * What it says.
   *
   * @throws IllegalStateException if it can't be read: nobody is trusted by default, and nobody is
   *     forgotten by accident either
   */
  @Override
  public TrustFile get() {
    if (file == null) {
      return new TrustFile(Map.of(), Map.of());
    }
    try {
      TrustReading reading = TrustReader.read(Files.readString(file));
      if (reading.trust() == null) {
        throw new IllegalStateException(
            "the trust file "
                + file
                + " is wrong: "
                + reading.problems().stream()
                    .map(Object::toString)
                    .collect(Collectors.joining("; ")));
      }
      return reading.trust();
    } catch (IOException e) {
      throw new IllegalStateException(
          "the trust file " + file + " can't be read: " + e.getMessage(), e);
    }
  }
}
