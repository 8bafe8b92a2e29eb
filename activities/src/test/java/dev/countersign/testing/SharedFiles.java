package dev.countersign.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Real data and models that stand beside the checkout; where they don't, tests say so. */
public final class SharedFiles {
  private SharedFiles() {}

  /** A file beside the checkout; when it is absent, prints what is left out. */
  public static Optional<Path> find(String relative) {
    Path path = Path.of(System.getProperty("countersign.shared", "../../shared"), relative);
    if (Files.exists(path)) {
      return Optional.of(path);
    }
    System.out.println("left out: " + relative + " is not beside the checkout");
    return Optional.empty();
  }
}
