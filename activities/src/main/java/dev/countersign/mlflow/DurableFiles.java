package dev.countersign.mlflow;

import dev.countersign.passport.Digests;
import dev.countersign.passport.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Writes that are all there or not there at all, whatever happens meanwhile. */
final class DurableFiles {
  private DurableFiles() {}

  /** Reads a record from a JSON file. */
  static <T> T read(Path file, Class<T> type) throws IOException {
    try {
      return Json.read(Files.readAllBytes(file), type);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Writes a record to a JSON file in one step. */
  static Path write(Path file, Object content) throws IOException {
    byte[] bytes = (Json.pretty(content) + "\n").getBytes(StandardCharsets.UTF_8);
    try (InputStream in = new ByteArrayInputStream(bytes)) {
      return replace(in, file);
    }
  }

  /** Puts a copy of {@code from} at {@code to} in one step. */
  static Path replace(Path from, Path to) throws IOException {
    try (InputStream in = Files.newInputStream(from)) {
      return replace(in, to);
    }
  }

  private static Path replace(InputStream in, Path to) throws IOException {
    Path unfinished = to.resolveSibling("." + to.getFileName() + ".unfinished");
    copy(in, unfinished);
    return move(unfinished, to);
  }

  /** Copies a file, forces it to disk and gives its digest. */
  static String copy(Path from, Path to) throws IOException {
    try (InputStream in = Files.newInputStream(from)) {
      return copy(in, to);
    }
  }

  private static String copy(InputStream in, Path to) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            to,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      String digest = Digests.copy(in, Channels.newOutputStream(out));
      out.force(true);
      return digest;
    }
  }

  /** Moves a file or folder in one step, replacing a file; gives where it is now. */
  static Path move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel folder = FileChannel.open(to.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
    return to;
  }

  /** Removes a folder and everything in it, if it is there. */
  static void deleteTree(Path folder) throws IOException {
    if (Files.exists(folder)) {
      List<Path> innermostFirst;
      try (Stream<Path> tree = Files.walk(folder)) {
        innermostFirst = tree.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path path : innermostFirst) {
        Files.delete(path);
      }
    }
  }
}
