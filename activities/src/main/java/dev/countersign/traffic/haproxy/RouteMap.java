package dev.countersign.traffic.haproxy;

import dev.countersign.traffic.TrafficException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One of HAProxy's maps, twice: as the running HAProxy holds it, and as the file it reads when it
 * starts. Entries change one at a time, each in one step.
 *
 * @param api the running HAProxy
 * @param file as its configuration names it, absolute
 */
record RouteMap(RuntimeApi api, Path file) {
  private static final String VALUE = "value=\"";

  /** What the running HAProxy holds under a key; null when nothing. */
  @Nullable String running(String key) {
    String answer = api.run("get map " + file + " " + key);
    if (answer.contains("found=no")) {
      return null;
    }
    int start = answer.indexOf(VALUE);
    int end = answer.indexOf('"', start + VALUE.length());
    if (start < 0 || end < 0) {
      throw new TrafficException(
          "HAProxy answers '%s' when asked for map %s; load countersign.lua with that map"
              .formatted(answer, file));
    }
    return answer.substring(start + VALUE.length(), end);
  }

  /** Makes the running HAProxy hold a value, at once; does nothing where it does. */
  void put(String key, String value) {
    String before = running(key);
    if (value.equals(before)) {
      return;
    }
    String verb = before == null ? "add" : "set";
    String answer = api.run("%s map %s %s %s".formatted(verb, file, key, value));
    if (!answer.isEmpty()) {
      throw new TrafficException("HAProxy refuses '%s' for %s: '%s'".formatted(value, key, answer));
    }
  }

  /** Makes the file hold these entries beside its others; does nothing where it does. */
  void note(Map<String, String> entries) {
    try {
      Map<String, String> before = noted();
      Map<String, String> after = new TreeMap<>(before);
      after.putAll(entries);
      if (after.equals(before)) {
        return;
      }
      StringBuilder text = new StringBuilder();
      after.forEach((key, value) -> text.append(key).append(' ').append(value).append('\n'));
      Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
      Files.writeString(unfinished, text);
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new TrafficException(
          "HAProxy's map %s can't be read or written (%s); free the disk or mend its rights"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private Map<String, String> noted() throws IOException {
    Map<String, String> entries = new TreeMap<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        int space = line.indexOf(' ');
        if (space > 0 && !line.startsWith("#")) {
          entries.put(line.substring(0, space), line.substring(space + 1).strip());
        }
      }
    }
    return entries;
  }
}
