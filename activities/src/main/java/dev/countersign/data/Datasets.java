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
    return open(manifest, sources, SqlLog.SILENT);
  }

  /**
   * Opens data already found.
   *
   * @param log told every statement that the database is asked
   * @throws DataException if the data can't be used as the manifest says
   */
  public static Dataset open(ReleaseManifest manifest, DataSources sources, SqlLog log) {
    SourceTable table = SourceTable.open(sources, log);
    try {
      return SqlDataset.over(table, manifest);
    } catch (RuntimeException e) {
      table.close();
      throw e;
    }
  }
}
