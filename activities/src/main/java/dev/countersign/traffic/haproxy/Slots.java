package dev.countersign.traffic.haproxy;

import dev.countersign.rollout.ModelTarget;
import dev.countersign.traffic.TrafficException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which backend of HAProxy serves which model: a file that whoever deploys models writes, one line
 * each, {@code <backend> <version> <digest>}. It is a claim; that it is true is proved by the
 * serving check.
 *
 * @param file read anew each time
 */
record Slots(Path file) {
  private static final Pattern BACKEND = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

  Map<String, ModelTarget> read() {
    Map<String, ModelTarget> slots = new LinkedHashMap<>();
    int number = 0;
    for (String line : lines()) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] words = line.strip().split("\\s+");
      try {
        if (words.length != 3 || !BACKEND.matcher(words[0]).matches()) {
          throw new IllegalArgumentException("write: backend version digest");
        }
        slots.put(words[0], new ModelTarget(words[1], words[2]));
      } catch (IllegalArgumentException e) {
        throw new TrafficException(
            "%s, line %d ('%s'): %s".formatted(file, number, line, e.getMessage()), e);
      }
    }
    return slots;
  }

  private Iterable<String> lines() {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new TrafficException(
          "%s can't be read (%s); whoever deploys models writes there which backend serves which"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  String backend(ModelTarget target) {
    return read().entrySet().stream()
        .filter(slot -> slot.getValue().equals(target))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(
            () ->
                new TrafficException(
                    "no backend serves version %s; deploy it and write so in %s"
                        .formatted(target.shown(), file)));
  }

  ModelTarget target(String backend) {
    ModelTarget target = read().get(backend);
    if (target == null) {
      throw new TrafficException(
          "HAProxy routes to backend %s, of which %s says nothing".formatted(backend, file));
    }
    return target;
  }
}
