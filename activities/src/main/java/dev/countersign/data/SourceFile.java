package dev.countersign.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A file that was looked at and found fit to be read as a table.
 *
 * @param path where it is
 * @param format what it holds; by its first bytes, not by its name
 */
record SourceFile(Path path, Format format) {
  /** Names that the loaded table uses for itself. */
  static final String ROW = "__row";

  static final String SOURCE = "__source";
  static final String PART = "__part";
  private static final List<String> RESERVED = List.of(ROW, SOURCE, PART, "file_row_number");

  private static final byte[] PARQUET_MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] GZIP_MAGIC = {0x1f, (byte) 0x8b};
  private static final byte[] ZIP_MAGIC = "PK\3\4".getBytes(StandardCharsets.US_ASCII);

  /** A table format. */
  enum Format {
    CSV,
    PARQUET
  }

  /**
   * Looks at a file.
   *
   * @throws DataException if it is absent, no file, empty, compressed, or its path would be
   *     expanded by SQL
   */
  static SourceFile at(Path path) {
    if (!Files.exists(path)) {
      throw new DataException("there is no file " + path + ": check data.source in the manifest");
    }
    if (Files.isDirectory(path)) {
      throw new DataException(path + " is a directory: name the CSV or Parquet file in it");
    }
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      throw new DataException(path + " can't be read: check that it is a file and its permissions");
    }
    if (path.toString().matches(".*[*?\\[\\]{}].*")) {
      throw new DataException(
          path + " has one of * ? [ ] { } in its path, which stand for other files: rename it");
    }
    byte[] start = firstBytes(path);
    if (start.length == 0) {
      throw new DataException(path + " is empty: it needs a header and rows");
    }
    if (startsWith(start, GZIP_MAGIC) || startsWith(start, ZIP_MAGIC)) {
      throw new DataException(path + " is compressed: unpack it, or write it as Parquet");
    }
    if (startsWith(start, PARQUET_MAGIC)) {
      return new SourceFile(path, Format.PARQUET);
    }
    if (path.toString().toLowerCase(Locale.ROOT).endsWith(".parquet")) {
      throw new DataException(path + " is not a Parquet file, though its name says so");
    }
    return new SourceFile(path, Format.CSV);
  }

  /** Comma; tab in a file whose name ends in {@code .tsv}. */
  char delimiter() {
    return path.toString().toLowerCase(Locale.ROOT).endsWith(".tsv") ? '\t' : ',';
  }

  /**
   * Refuses names that can't tell columns apart.
   *
   * @throws DataException if a name is empty, reserved, or the same as another but for case
   */
  void requireDistinct(List<String> names) {
    if (format == Format.CSV && names.size() == 1 && names.getFirst().matches(".*[;\t|].*")) {
      throw new DataException(
          path + " is not separated by commas: export it with commas (or tabs, named .tsv)");
    }
    Map<String, String> seen = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (name.isBlank()) {
        throw new DataException(path + ": column " + (i + 1) + " has no name: give it one");
      }
      if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
        throw new DataException(path + ": column name " + name + " is reserved: rename it");
      }
      String other = seen.put(name.toLowerCase(Locale.ROOT), name);
      if (other != null) {
        throw new DataException(
            path
                + ": columns "
                + other
                + " and "
                + name
                + " have the same name (case is ignored): rename one");
      }
    }
  }

  private static byte[] firstBytes(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(PARQUET_MAGIC.length);
    } catch (IOException e) {
      throw new DataException(path + " can't be read: " + e.getMessage(), e);
    }
  }

  private static boolean startsWith(byte[] bytes, byte[] magic) {
    return bytes.length >= magic.length
        && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
  }
}
