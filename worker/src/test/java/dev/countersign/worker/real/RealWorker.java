package dev.countersign.worker.real;

import dev.countersign.testing.JavaProgram;
import dev.countersign.testing.Ports;
import dev.countersign.testing.RealServer;
import dev.countersign.testing.RealServers;
import dev.countersign.worker.Main;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** {@code countersign worker} in a process of its own, from the classes under test. */
final class RealWorker {
  private RealWorker() {}

  /** Starts one and waits until Temporal and the registry answer it and it takes work. */
  static RealServer start(List<String> arguments, Map<String, String> environment) {
    int port = Ports.free();
    URI health = URI.create("http://127.0.0.1:" + port + "/actuator/health");
    return start(port, arguments, environment, () -> RealServers.answersOk(health));
  }

  /** Starts one and waits no longer than until it listens, whatever it waits for itself. */
  static RealServer startAlone(List<String> arguments, Map<String, String> environment) {
    int port = Ports.free();
    return start(port, arguments, environment, () -> Ports.answers(port));
  }

  private static RealServer start(
      int port, List<String> arguments, Map<String, String> environment, BooleanSupplier ready) {
    List<String> worker =
        new ArrayList<>(
            List.of(
                "worker",
                "--port",
                String.valueOf(port),
                "--property",
                "server.address=127.0.0.1"));
    worker.addAll(arguments);
    return RealServer.start(
        "worker", port, JavaProgram.command(Main.class.getName(), worker), environment, ready);
  }
}
