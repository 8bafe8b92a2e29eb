package dev.countersign.traffic.embedded;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.regex.Pattern;

/**
 * How one embedded router runs.
 *
 * @param environment for example {@code production}
 * @param model the model's name; part of the path it is asked at
 * @param folder where it keeps its state, its own
 * @param port on loopback; 0 takes the port it had before where that is free, else any
 * @param clock wall clock
 */
public record RouterSettings(
    String environment, String model, Path folder, int port, InstantSource clock) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  /** Rejects names that can't stand in a path, and impossible ports. */
  public RouterSettings {
    requireName(environment);
    requireName(model);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port lies between 0 and 65535, not " + port);
    }
  }

  /** Settings with any free port and the system's clock. */
  public static RouterSettings of(String environment, String model, Path folder) {
    return new RouterSettings(environment, model, folder, 0, InstantSource.system());
  }

  /** Settings whose folder is {@code root/environment/model}. */
  public static RouterSettings under(
      Path root, String environment, String model, int port, InstantSource clock) {
    Path folder = root.resolve(requireName(environment)).resolve(requireName(model));
    return new RouterSettings(environment, model, folder, port, clock);
  }

  private static String requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "environments and models are 1 to 128 letters, digits, dots, dashes and underscores, a letter or digit first, not '%s'"
              .formatted(name));
    }
    return name;
  }
}
