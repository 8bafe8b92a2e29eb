package dev.countersign.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * What a command stands in; given to it, so that tests can give another.
 *
 * @param terminal where it writes
 * @param environment environment variables
 * @param folder what relative paths start from
 * @param clock the time
 */
public record Surroundings(
    Terminal terminal, Map<String, String> environment, Path folder, InstantSource clock) {

  /** The process's own. */
  public static Surroundings ofProcess() {
    Map<String, String> environment = System.getenv();
    return new Surroundings(
        Terminal.ofProcess(environment),
        environment,
        Path.of("").toAbsolutePath(),
        InstantSource.system());
  }

  /** A path as the caller meant it. */
  public Path path(Path named) {
    return folder.resolve(named).normalize();
  }
}
