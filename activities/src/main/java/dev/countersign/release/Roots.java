package dev.countersign.release;

import dev.countersign.data.DataException;
import dev.countersign.data.DataSources;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The folders a manifest's paths may lead into. A worker has none until given; a command run by a
 * person reads what that person may.
 */
public final class Roots {
  private final List<Path> folders;
  private final boolean anywhere;

  private Roots(List<Path> folders, boolean anywhere) {
    this.folders = folders;
    this.anywhere = anywhere;
  }

  /** Paths may lead wherever the caller may read. */
  public static Roots anywhere() {
    return new Roots(List.of(), true);
  }

  /**
   * Paths must lead into one of these folders.
   *
   * @throws IllegalArgumentException if one is no folder
   */
  public static Roots of(List<Path> folders) {
    return new Roots(folders.stream().map(Roots::real).toList(), false);
  }

  /**
   * Finds a file.
   *
   * @param base URI or path of the folder relative paths start from
   * @param source path or {@code file:} URI as the manifest writes it
   * @return the file's real path, links followed
   * @throws DataException if there is none, or it lies outside the roots
   */
  public Path resolve(String base, String source) {
    Path named = path(base).resolve(path(source)).normalize();
    Path found;
    try {
      found = named.toRealPath();
    } catch (IOException e) {
      if (!anywhere && folders.stream().noneMatch(named::startsWith)) {
        throw outside(named);
      }
      throw new DataException(
          "there is no file " + named + "; paths start from the manifest's folder " + path(base),
          e);
    }
    if (!anywhere && folders.stream().noneMatch(found::startsWith)) {
      throw outside(named);
    }
    if (!Files.isRegularFile(found)) {
      throw new DataException(named + " is not a file; name one CSV or Parquet file");
    }
    return found;
  }

  /**
   * A table that a manifest names.
   *
   * @throws DataException if it names none, or tables may not be asked here
   */
  DataSources.Table table(String source) {
    if (!anywhere) {
      throw new DataException(
          source
              + " is a table, and a worker reads files under its roots only; check it with"
              + " countersign check, or export it to Parquet");
    }
    try {
      return new DataSources.Table(URI.create(source), null);
    } catch (IllegalArgumentException e) {
      throw new DataException("'" + source + "' is no URI: " + e.getMessage(), e);
    }
  }

  private DataException outside(Path named) {
    return new DataException(
        named
            + " lies outside the folders this worker may read ("
            + (folders.isEmpty()
                ? "none"
                : folders.stream().map(Path::toString).collect(Collectors.joining(", ")))
            + "); start the worker with --root FOLDER");
  }

  private static Path path(String text) {
    try {
      return text.startsWith("file:") ? Path.of(URI.create(text)) : Path.of(text);
    } catch (IllegalArgumentException e) {
      throw new DataException("'" + text + "' is no path: " + e.getMessage(), e);
    }
  }

  private static Path real(Path folder) {
    try {
      Path real = folder.toRealPath();
      if (!Files.isDirectory(real)) {
        throw new IllegalArgumentException(folder + " is no folder; a root must be one");
      }
      return real;
    } catch (IOException e) {
      throw new IllegalArgumentException("root " + folder + " can't be read: " + e.getMessage(), e);
    }
  }
}
