package dev.countersign.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A program that tests run beside them. Each is looked for in its environment variable, then in the
 * cache that {@code ./verify} fills, then on the PATH.
 */
public enum Tool {
  /** The Temporal command line, which carries a development server. */
  TEMPORAL("COUNTERSIGN_TEMPORAL", "bin/temporal", "temporal"),
  /** Checks signatures; not ours, which is the point. */
  COSIGN("COUNTERSIGN_COSIGN", "bin/cosign", "cosign"),
  /** A Python that can import mlflow. */
  MLFLOW_PYTHON("COUNTERSIGN_MLFLOW_PYTHON", "mlflow/bin/python", null),
  /** A Python with the tools that figures are compared with: aif360, fairlearn, shap, and so on. */
  PYTHON("COUNTERSIGN_PYTHON", "tools/bin/python", null),
  /** A Python with DVC, and with AIF360 and what its repairs need. */
  AUDIT_PYTHON("COUNTERSIGN_AUDIT_PYTHON", "audit/bin/python", null),
  CHROMIUM("COUNTERSIGN_CHROMIUM", null, "chromium"),
  /** Trino's launcher; {@code ./verify --full} installs it. */
  TRINO("COUNTERSIGN_TRINO", "trino/bin/launcher", null),
  HAPROXY("COUNTERSIGN_HAPROXY", null, "haproxy"),
  PROMETHEUS("COUNTERSIGN_PROMETHEUS", null, "prometheus");

  private final String variable;
  private final Optional<String> inCache;
  private final Optional<String> onPath;

  Tool(String variable, @Nullable String inCache, @Nullable String onPath) {
    this.variable = variable;
    this.inCache = Optional.ofNullable(inCache);
    this.onPath = Optional.ofNullable(onPath);
  }

  /**
   * Where the program is.
   *
   * @throws IllegalStateException if it is nowhere; the message says how to get it
   */
  public Path path() {
    String named = System.getenv(variable);
    if (named != null && !named.isBlank()) {
      return executable(Path.of(named))
          .orElseThrow(
              () -> new IllegalStateException(variable + "=" + named + " is not a program."));
    }
    return Stream.concat(
            inCache.map(name -> cache().resolve(name)).stream(),
            onPath.stream().flatMap(Tool::everywhereOnPath))
        .flatMap(candidate -> executable(candidate).stream())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    name()
                        + " is not here. ./verify installs it and runs every test; ./verify"
                        + " --embedded leaves out the tests that need it; "
                        + variable
                        + " may name another."));
  }

  /** Where {@code ./verify} keeps what it installed. */
  public static Path cache() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path caches = xdg == null || xdg.isBlank() ? Path.of(home()).resolve(".cache") : Path.of(xdg);
    return caches.resolve("countersign");
  }

  private static String home() {
    String home = System.getenv("HOME");
    return home == null || home.isBlank() ? System.getProperty("user.home") : home;
  }

  private static Stream<Path> everywhereOnPath(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    // Debian keeps daemons in sbin, which is on root's PATH only.
    return Stream.concat(Stream.of(path.split(File.pathSeparator)), Stream.of("/usr/sbin"))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, program));
  }

  private static Optional<Path> executable(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file)
        ? Optional.of(file)
        : Optional.empty();
  }
}
