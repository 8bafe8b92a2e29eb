package dev.countersign.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A {@code .dvc} file (https://dvc.org/doc/user-guide/project-structure/dvc-files): which bytes a
 * data file beside it has, as Data Version Control recorded them.
 *
 * @param file where it is
 * @param path name of the data file, in the same folder
 * @param md5 32 hexadecimal digits
 * @param isOfText whether line ends count as a single line feed, as DVC before 3.0 had it
 */
public record DvcFile(Path file, String path, String md5, boolean isOfText) {
  private static final String SUFFIX = ".dvc";
  private static final int LARGEST = 1 << 20;

  /** The {@code .dvc} file of a data file, where there is one. */
  static Optional<DvcFile> beside(Path data) {
    Path file = data.resolveSibling(data.getFileName() + SUFFIX);
    return Files.isRegularFile(file) ? Optional.of(read(file)) : Optional.empty();
  }

  /**
   * The data file that a source names: the one a {@code .dvc} file is of, else the source itself.
   *
   * @throws DataException if the {@code .dvc} file can't be read
   */
  public static Path target(Path source) {
    return source.toString().endsWith(SUFFIX) && Files.isRegularFile(source)
        ? source.resolveSibling(read(source).path())
        : source;
  }

  /**
   * Holds a data file to its {@code .dvc} file, where it has one.
   *
   * @throws DataException if it is not what the {@code .dvc} file says, or that can't be read
   */
  public static void requireMatch(Path data) {
    beside(data).ifPresent(file -> file.check(data));
  }

  private static DvcFile read(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw unreadable(file, "it is larger than such a file can be");
      }
      LoadSettings settings =
          LoadSettings.builder().setLabel(file.toString()).setMaxAliasesForCollections(0).build();
      Object read = new Load(settings).loadFromString(Files.readString(file));
      if (read instanceof Map<?, ?> map
          && map.get("outs") instanceof List<?> outs
          && outs.size() == 1
          && outs.getFirst() instanceof Map<?, ?> out
          && out.get("path") instanceof String path
          && out.get("md5") instanceof String md5) {
        if (!md5.matches("[0-9a-f]{32}")) {
          throw unreadable(file, md5 + " is no MD5 of one file; folders can't be audited");
        }
        if (!path.equals(String.valueOf(Path.of(path).getFileName()))) {
          throw unreadable(file, "its data file " + path + " is not in the same folder");
        }
        return new DvcFile(file, path, md5, !out.containsKey("hash"));
      }
      throw unreadable(file, "it has no outs with one path and its md5");
    } catch (IOException | YamlEngineException e) {
      throw new DataException(file + " can't be read as a .dvc file: " + e.getMessage(), e);
    }
  }

  private static DataException unreadable(Path file, String why) {
    return new DataException(
        file + " can't be read as a .dvc file: " + why + ". Run dvc add again, or remove it");
  }

  /**
   * Checks the data file.
   *
   * @return its MD5
   * @throws DataException if it is not what is promised
   */
  String check(Path data) {
    String actual = digestOf(data, false);
    if (actual.equals(md5) || (isOfText && digestOf(data, true).equals(md5))) {
      return md5;
    }
    throw new DataException(
        data
            + " is not what "
            + file.getFileName()
            + " says: its MD5 is "
            + actual
            + ", not "
            + md5
            + ". Run dvc checkout to get the recorded data back, or dvc add to record this");
  }

  /** With {@code unix} every carriage return before a line feed is left out. */
  private static String digestOf(Path data, boolean unix) {
    MessageDigest digest = newDigest();
    try (InputStream in = Files.newInputStream(data)) {
      byte[] buffer = new byte[1 << 16];
      boolean pending = false;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (!unix) {
          digest.update(buffer, 0, n);
          continue;
        }
        for (int i = 0; i < n; i++) {
          if (pending && buffer[i] != '\n') {
            digest.update((byte) '\r');
          }
          pending = buffer[i] == '\r';
          if (!pending) {
            digest.update(buffer[i]);
          }
        }
      }
      if (pending) {
        digest.update((byte) '\r');
      }
    } catch (IOException e) {
      throw new DataException(data + " can't be read: " + e.getMessage(), e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
