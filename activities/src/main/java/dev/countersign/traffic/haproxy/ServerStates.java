package dev.countersign.traffic.haproxy;

import dev.countersign.traffic.TrafficException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps HAProxy's {@code server-state-file}, so that servers drained or weighed by hand are so
 * still after HAProxy was killed.
 */
final class ServerStates {
  /** Seconds since the last change: the one column that moves by itself. */
  private static final int SINCE_LAST_CHANGE = 9;

  private final RuntimeApi api;
  private final Path file;
  private @Nullable String noted;

  ServerStates(RuntimeApi api, Path file) {
    this.api = api;
    this.file = file.toAbsolutePath().normalize();
  }

  /** Writes what HAProxy says of its servers; does nothing where nothing changed. */
  void note() {
    String states = api.run("show servers state");
    String lasting = lasting(states);
    if (lasting.equals(noted)) {
      return;
    }
    try {
      Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
      Files.writeString(unfinished, states + "\n");
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new TrafficException(
          "HAProxy's server state %s can't be written (%s); free the disk or mend its rights"
              .formatted(file, e.getMessage()),
          e);
    }
    noted = lasting;
  }

  private static String lasting(String states) {
    return states
        .lines()
        .map(
            line -> {
              String[] columns = line.split(" ", -1);
              if (columns.length > SINCE_LAST_CHANGE && !line.startsWith("#")) {
                columns[SINCE_LAST_CHANGE] = "";
              }
              return Arrays.stream(columns).collect(Collectors.joining(" "));
            })
        .collect(Collectors.joining("\n"));
  }
}
