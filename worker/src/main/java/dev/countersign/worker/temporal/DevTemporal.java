package dev.countersign.worker.temporal;

import io.temporal.testing.TemporalDevServer;
import io.temporal.testing.TemporalDevServerOptions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code temporal server start-dev}, with Temporal's own UI, for as long as this process runs. */
public final class DevTemporal implements OwnTemporal {
  private final TemporalDevServer server;
  private final String uiAddress;

  private DevTemporal(TemporalDevServer server, String uiAddress) {
    this.server = server;
    this.uiAddress = uiAddress;
  }

  /** The binary, where the PATH or Countersign's own cache has it. */
  public static Optional<Path> binary(Map<String, String> environment) {
    Stream<Path> onPath =
        Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
            .filter(folder -> !folder.isBlank())
            .map(folder -> Path.of(folder, "temporal"));
    Path cache =
        Path.of(
            environment.getOrDefault(
                "XDG_CACHE_HOME", environment.getOrDefault("HOME", ".") + "/.cache"),
            "countersign/bin/temporal");
    return Stream.concat(onPath, Stream.of(cache)).filter(Files::isExecutable).findFirst();
  }

  /**
   * Starts one; takes about 2 s.
   *
   * @param uiPort where its UI listens
   */
  public static DevTemporal start(Path binary, int uiPort) {
    TemporalDevServerOptions options =
        TemporalDevServerOptions.newBuilder()
            .setExistingPath(binary.toString())
            .setDownloadEnabled(false)
            .setUiEnabled(true)
            .setUiPort(uiPort)
            .build();
    return new DevTemporal(TemporalDevServer.start(options), "http://127.0.0.1:" + uiPort);
  }

  @Override
  public String address() {
    return server.getTarget();
  }

  /** Where a person finds Temporal's UI. */
  public String uiAddress() {
    return uiAddress;
  }

  @Override
  public void close() {
    server.close();
  }
}
