package dev.countersign.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A named list of lines that only grows, one file each: {@code <folder>/<name>.txt}. Locked while
 * it is read and added to, by any number of threads and processes; a line cut short by a crash is
 * dropped by whoever comes next.
 */
final class Register {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,120}");
  private static final int MAX_ENTRY = 500;
  private static final Object IN_THIS_PROCESS = new Object();

  private final Path file;

  Register(Path folder, String name) {
    if (!NAME.matcher(name).matches() || name.startsWith(".")) {
      throw new IllegalArgumentException(
          "a register's name has letters, digits, dot, dash and underscore, not " + name);
    }
    this.file = folder.resolve(name + ".txt");
  }

  /** Adds {@code entry} unless it is there; gives all entries, oldest first. */
  List<String> remember(String entry) {
    if (entry.isEmpty() || entry.length() > MAX_ENTRY || entry.chars().anyMatch(c -> c < ' ')) {
      throw new IllegalArgumentException(
          "an entry is one line of 1 to " + MAX_ENTRY + " characters, not " + entry);
    }
    synchronized (IN_THIS_PROCESS) {
      try {
        Files.createDirectories(file.getParent());
        try (FileChannel channel =
                FileChannel.open(
                    file,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            FileLock lock = channel.lock()) {
          return lock.isValid() ? remember(channel, entry) : List.of();
        }
      } catch (IOException e) {
        throw new EvidenceException(
            "can't add to the register " + file + ": check its space and permissions", e);
      }
    }
  }

  /** All entries, oldest first; none where there is no such register yet. */
  List<String> entries() {
    synchronized (IN_THIS_PROCESS) {
      if (!Files.exists(file)) {
        return List.of();
      }
      try {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
      } catch (IOException e) {
        throw new EvidenceException("can't read the register " + file, e);
      }
    }
  }

  private static List<String> remember(FileChannel channel, String entry) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    int read;
    do {
      read = channel.read(bytes);
    } while (read > 0);
    String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    List<String> entries = new ArrayList<>(whole.lines().toList());
    if (!entries.contains(entry)) {
      entries.add(entry);
      long end = whole.getBytes(StandardCharsets.UTF_8).length;
      channel.truncate(end);
      ByteBuffer line = ByteBuffer.wrap((entry + "\n").getBytes(StandardCharsets.UTF_8));
      while (line.hasRemaining()) {
        end += channel.write(line, end);
      }
      channel.force(true);
    }
    return List.copyOf(entries);
  }
}
