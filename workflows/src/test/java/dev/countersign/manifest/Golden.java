package dev.countersign.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that are made from code and kept beside it. */
public final class Golden {
  private static final String RECREATE = "countersign.recreate";

  private Golden() {}

  /**
   * Holds a file under {@code docs/} to what code makes; with {@code -Dcountersign.recreate=true}
   * writes it instead.
   */
  public static void check(String name, String made) {
    Path file = Path.of("..", "docs", name);
    try {
      if (Boolean.getBoolean(RECREATE)) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, made);
      }
      assertThat(file)
          .as("%s is made from code: recreate it with -D%s=true", file, RECREATE)
          .hasContent(made);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
