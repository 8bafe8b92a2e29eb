package dev.countersign.worker.pages.entrance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The link by which whoever sits at this machine comes in. It works once; the next one stands in a
 * file that only the worker's own user can read.
 */
public final class LocalEntry {
  private final OneTimeLinks links = new OneTimeLinks();
  private final Path file;
  private String base = "";
  private String onward = "/";

  /**
   * @param file where the link that counts stands
   */
  LocalEntry(Path file) {
    this.file = file;
  }

  /**
   * Opens the door.
   *
   * @param address where the pages are
   */
  public synchronized void open(String address) {
    base = address;
    var _ = fresh("/");
  }

  /**
   * A link that works once; the one before no longer does.
   *
   * @param path the page it leads to
   */
  public synchronized String fresh(String path) {
    onward = path;
    String link = base + "/enter?token=" + links.fresh();
    try {
      Files.createDirectories(file.getParent());
      Path written = Files.createTempFile(file.getParent(), "pages", ".link");
      if (Files.getFileStore(written).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rw-------"));
      }
      Files.writeString(written, link + System.lineSeparator());
      Files.move(
          written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("the link to the pages can't be written to " + file, e);
    }
    return link;
  }

  /** Where the link that counts stands. */
  public Path file() {
    return file;
  }

  /** Where this token leads, if it opens; a new link then stands in the file. */
  synchronized Optional<String> opens(String token) {
    if (!links.redeem(token)) {
      return Optional.empty();
    }
    String path = onward;
    var _ = fresh("/");
    return Optional.of(path);
  }
}
