package dev.countersign.data;

import dev.countersign.data.Dataset.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where rows come from: each file's content digest, and what its {@code .dvc} file promises. */
final class Lineage {
  private Lineage() {}

  /**
   * Digests the files.
   *
   * @throws DataException if one can't be read, or is not what its {@code .dvc} file says
   */
  static List<Source> of(List<Path> paths) {
    List<Source> sources = new ArrayList<>();
    for (Path path : paths) {
      try {
        sources.add(
            new Source(
                String.valueOf(path.getFileName()),
                Files.size(path),
                DataSources.digestOf(path),
                DvcFile.beside(path).map(file -> file.check(path)).orElse(null)));
      } catch (IOException e) {
        throw new DataException(path + " can't be read: " + e.getMessage(), e);
      }
    }
    return sources;
  }
}
