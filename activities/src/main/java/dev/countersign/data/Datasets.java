package dev.countersign.data;

import dev.countersign.manifest.ReleaseManifest;
import java.nio.file.Path;

/** Opens a release's data. */
public final class Datasets {
  private Datasets() {}

  /**
   * Opens the data a manifest names.
   *
   * @param base the directory relative paths start from: the manifest's
   * @throws DataException if the data can't be used as the manifest says
   */
  public static Dataset open(ReleaseManifest manifest, Path base) {
    return open(manifest, DataSources.resolve(manifest.data(), base));
  }

  /**
   * Opens data already found.
   *
   * @throws DataException if the data can't be used as the manifest says
   */
  public static Dataset open(ReleaseManifest manifest, DataSources sources) {
    SourceTable table = SourceTable.load(sources.paths());
    try {
      return DuckDbDataset.over(table, manifest);
    } catch (RuntimeException e) {
      table.close();
      throw e;
    }
  }
}
