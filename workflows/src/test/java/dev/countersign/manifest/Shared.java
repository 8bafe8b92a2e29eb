package dev.countersign.manifest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Manifests that stand beside the checkout; without them tests run on the product's own. */
public final class Shared {
  private Shared() {}

  /** The folder of examples, if it is there; says so if it isn't. */
  public static Path examples() {
    return Path.of(System.getProperty("countersign.shared", "../../shared")).resolve("examples");
  }

  /**
   * Manifests directly in a folder of {@link #examples()}; none, and a printed line, without it.
   */
  public static List<Path> manifests(String folder) {
    Path directory = examples().resolve(folder);
    if (!Files.isDirectory(directory)) {
      System.out.println("left out: no manifests in " + directory.normalize());
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** A file's text. */
  public static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
