package dev.countersign.evidence;

import dev.countersign.gate.EvidenceRef;
import dev.countersign.passport.Digests;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evidence in a folder: {@code <root>/sha256/<first two digits>/<all digits>}, read-only files, and
 * {@code <root>/registers}. Content is written beside its place, forced to disk and moved there in
 * one step, so whoever reads sees all of it or none, from any number of threads and processes, and
 * after any crash. Content found altered is replaced when it is put again and refused when it is
 * read.
 */
public final class FolderEvidenceStore implements EvidenceStore {
  private final Path content;
  private final Path unfinished;
  private final Path registers;

  /**
   * @param root the folder, made if it is missing
   * @throws EvidenceException if it can't be made or written to
   */
  public FolderEvidenceStore(Path root) {
    Path absolute = root.toAbsolutePath().normalize();
    this.content = absolute.resolve("sha256");
    this.unfinished = absolute.resolve("unfinished");
    this.registers = absolute.resolve("registers");
    try {
      Files.createDirectories(content);
      Files.createDirectories(unfinished);
    } catch (IOException e) {
      throw new EvidenceException(
          "can't keep evidence in " + absolute + ": make it a folder this process may write to", e);
    }
  }

  @Override
  public EvidenceRef put(String name, byte[] bytes) {
    return keep(name, new ByteArrayInputStream(bytes));
  }

  @Override
  public EvidenceRef putFile(String name, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return keep(name, in);
    } catch (IOException e) {
      throw new EvidenceException(
          "can't read " + file + " to keep it as " + name + ": check that it is there", e);
    }
  }

  @Override
  public byte[] get(String digest) {
    Path file = place(digest);
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(present(digest, file));
    } catch (IOException e) {
      throw unreadable(digest, file, e);
    }
    if (!Digests.sha256(bytes).equals(digest)) {
      throw altered(digest, file);
    }
    return bytes;
  }

  @Override
  public Path path(String digest) {
    Path file = place(digest);
    if (!intact(digest, present(digest, file))) {
      throw altered(digest, file);
    }
    return file;
  }

  @Override
  public List<String> remember(String register, String entry) {
    return new Register(registers, register).remember(entry);
  }

  @Override
  public List<String> recall(String register) {
    return new Register(registers, register).entries();
  }

  private EvidenceRef keep(String name, InputStream in) {
    Path temporary = null;
    try {
      temporary = Files.createTempFile(unfinished, "put", "");
      String digest = write(in, temporary);
      Path file = place(digest);
      if (!Files.exists(file) || !intact(digest, file)) {
        Files.createDirectories(file.getParent());
        move(temporary, file);
      }
      return new EvidenceRef(name, digest, file.toUri().toString());
    } catch (IOException e) {
      throw new EvidenceException(
          "can't keep " + name + " in " + content + ": check its space and permissions", e);
    } finally {
      delete(temporary);
    }
  }

  /** Writes all of {@code in}, forces it to disk, makes it read-only; gives its digest. */
  private static String write(InputStream in, Path file) throws IOException {
    String digest;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      digest = Digests.copy(in, Channels.newOutputStream(channel));
      channel.force(true);
    }
    if (!file.toFile().setReadOnly()) {
      throw new IOException("can't make " + file + " read-only");
    }
    return digest;
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException("the file system can't move a file in one step", e);
    }
    try (FileChannel folder = FileChannel.open(to.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  private static void delete(@Nullable Path file) {
    if (file != null) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new EvidenceException("can't remove the unfinished " + file + ": remove it", e);
      }
    }
  }

  private static boolean intact(String digest, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return Digests.sha256(in).equals(digest);
    } catch (IOException e) {
      throw unreadable(digest, file, e);
    }
  }

  private Path place(String digest) {
    String hex;
    try {
      hex = Digests.parse(digest);
    } catch (IllegalArgumentException e) {
      throw new EvidenceException("no evidence can have this name: " + e.getMessage(), e);
    }
    return content.resolve(hex.substring(0, 2)).resolve(hex);
  }

  private Path present(String digest, Path file) {
    if (!Files.isRegularFile(file)) {
      throw new EvidenceException(
          digest
              + " is not in the evidence store "
              + content.getParent()
              + ": restore it from a backup, or point to the store the release was made with");
    }
    return file;
  }

  private static EvidenceException altered(String digest, Path file) {
    return new EvidenceException(
        file
            + " was altered: its content no longer has the digest "
            + digest
            + ". Restore it from a backup; nothing that rests on it can be trusted until then");
  }

  private static EvidenceException unreadable(String digest, Path file, IOException e) {
    return new EvidenceException("can't read " + digest + " from " + file, e);
  }
}
