package dev.countersign.data;

import dev.countersign.manifest.DataSpec;
import dev.countersign.manifest.Split;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The files, or the table, a release's rows are in. */
public sealed interface DataSources {

  /** Every row is in one file. */
  record Single(Path all) implements DataSources {}

  /** Each part has its own file. */
  record Parts(Path train, Path evaluation, @Nullable Path calibration) implements DataSources {}

  /**
   * Every row is in one table of Trino.
   *
   * @param uri {@code trino://host:port/catalog/schema/table}, with {@code ?user=…} where it is not
   *     {@code countersign}
   * @param id the column that tells rows apart; null where rows are only counted
   */
  record Table(URI uri, @Nullable String id) implements DataSources {
    /** Rejects what names no table. */
    public Table {
      if (!isTable(uri.toString())
          || uri.getHost() == null
          || uri.getPath().split("/").length != 4) {
        throw new DataException(
            uri + " names no table: write trino://host:port/catalog/schema/table");
      }
    }

    /** Whether a source is meant to be a table. */
    public static boolean isTable(String source) {
      return source.startsWith("trino:");
    }

    /** Catalog, schema and table. */
    List<String> parts() {
      return List.of(uri.getPath().substring(1).split("/"));
    }

    String user() {
      String query = uri.getQuery();
      return query != null && query.startsWith("user=") ? query.substring(5) : "countersign";
    }
  }

  /**
   * Finds the files or the table a manifest names.
   *
   * @param data the manifest's data section
   * @param base the directory relative paths start from: the manifest's
   * @throws DataException if a source is a URI that is no local file, or none is named
   */
  static DataSources resolve(DataSpec data, Path base) {
    if (data.split()
        instanceof Split.Sources(String train, String evaluation, String calibration)) {
      return new Parts(
          local(train, base),
          local(evaluation, base),
          calibration == null ? null : local(calibration, base));
    }
    if (data.source() == null) {
      throw new DataException("the manifest names no data: give data.source a path");
    }
    return Table.isTable(data.source())
        ? new Table(URI.create(data.source()), data.id())
        : new Single(local(data.source(), base));
  }

  private static Path local(String source, Path base) {
    if (!source.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")) {
      return DvcFile.target(base.resolve(source).normalize());
    }
    if (source.startsWith("file:")) {
      return DvcFile.target(Path.of(URI.create(source)).normalize());
    }
    throw new DataException(
        "data.source " + source + " is not a local file: fetch it and name the local copy");
  }

  /** The files, in the order train, evaluation, calibration; none of a table. */
  default List<Path> paths() {
    return switch (this) {
      case Table table -> List.of();
      case Single(Path all) -> List.of(all);
      case Parts(Path train, Path evaluation, Path calibration) ->
          calibration == null
              ? List.of(train, evaluation)
              : List.of(train, evaluation, calibration);
    };
  }

  /** Content digests, {@code sha256:} and 64 hexadecimal digits, in the order of the paths. */
  default List<String> digests() {
    if (this instanceof Table table) {
      String content = TrinoTable.content(table);
      return List.of(name(sha256().digest(content.getBytes(StandardCharsets.UTF_8))));
    }
    return paths().stream().map(DataSources::digestOf).toList();
  }

  /**
   * One digest for all the data: the file's own where there is one file, else the digest of the
   * files' digests, each on a line.
   */
  default String digest() {
    List<String> digests = digests();
    if (digests.size() == 1) {
      return digests.getFirst();
    }
    String lines = digests.stream().map(d -> d + "\n").collect(Collectors.joining());
    return name(sha256().digest(lines.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Checks that the data is what was frozen.
   *
   * @throws DataException if it is not
   */
  default void requireDigest(String expected) {
    String actual = digest();
    if (!actual.equals(expected)) {
      throw new DataException(
          (this instanceof Table table
                  ? table.uri().toString()
                  : paths().stream().map(Path::toString).collect(Collectors.joining(", ")))
              + " changed since intake: its digest is "
              + actual
              + ", not "
              + expected
              + ". Put the data back, or start a new release");
    }
  }

  /** Content digest of one file. */
  static String digestOf(Path path) {
    SourceFile.at(path);
    MessageDigest digest = sha256();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(path)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    } catch (IOException e) {
      throw new DataException(path + " can't be read: " + e.getMessage(), e);
    }
    return name(digest.digest());
  }

  private static String name(byte[] digest) {
    return "sha256:" + HexFormat.of().formatHex(digest);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
