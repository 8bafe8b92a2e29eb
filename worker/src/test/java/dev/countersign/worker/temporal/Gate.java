package dev.countersign.worker.temporal;

import dev.countersign.testing.Ports;
import dev.countersign.testing.RealServer;
import dev.countersign.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A HAProxy before a Temporal server, which lets in whom it is told to. */
final class Gate {
  private Gate() {}

  /**
   * Starts one.
   *
   * @param bind what stands behind the address in {@code bind}, for example TLS
   * @param rules lines of the frontend that decide who comes in
   */
  static RealServer before(RealServer temporal, Path folder, String bind, List<String> rules)
      throws IOException {
    int port = Ports.free();
    Path configuration =
        Files.writeString(
            folder.resolve("haproxy-" + port + ".cfg"),
            """
            defaults
              mode http
              timeout connect 5s
              timeout client 1h
              timeout server 1h
            frontend temporal
              bind 127.0.0.1:%d %s
            %s
              default_backend server
            backend server
              server temporal %s proto h2
            """
                .formatted(port, bind, String.join("\n", rules).indent(2), temporal.address()));
    return RealServer.start(
        "haproxy-temporal",
        port,
        List.of(Tool.HAPROXY.path().toString(), "-db", "-f", configuration.toString()),
        Map.of(),
        () -> Ports.answers(port));
  }
}
