package dev.countersign.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A real Prometheus that scrapes one target four times a second. */
public final class PrometheusServer {
  private PrometheusServer() {}

  /**
   * Starts one.
   *
   * @param folder for its configuration and its data
   * @param target whose {@code /metrics} it scrapes
   */
  public static RealServer start(Path folder, URI target) {
    int port = Ports.free();
    Path config = folder.resolve("prometheus.yml");
    try {
      Files.writeString(
          config,
          """
          global: {scrape_interval: 250ms}
          scrape_configs:
            - job_name: router
              static_configs: [{targets: ['%s']}]
          """
              .formatted(target.getAuthority()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return RealServer.start(
        "prometheus",
        port,
        List.of(
            Tool.PROMETHEUS.path().toString(),
            "--config.file=" + config,
            "--storage.tsdb.path=" + folder.resolve("tsdb"),
            "--web.listen-address=127.0.0.1:" + port),
        Map.of(),
        () -> RealServers.answersOk(URI.create("http://127.0.0.1:" + port + "/-/ready")));
  }
}
