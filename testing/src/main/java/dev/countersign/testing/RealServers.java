package dev.countersign.testing;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Starts the real servers. State stays in the folder given, so a server that was killed finds it
 * again when started anew.
 */
public final class RealServers {
  private RealServers() {}

  /** A Temporal development server with its namespace {@code default}; no pages. */
  public static RealServer temporal(Path folder) {
    return temporal(folder, List.of("--headless"));
  }

  /**
   * A Temporal development server with its pages.
   *
   * @param pagesPort where the pages are to be
   */
  public static RealServer temporalWithPages(Path folder, int pagesPort) {
    return temporal(folder, List.of("--ui-port", String.valueOf(pagesPort)));
  }

  private static RealServer temporal(Path folder, List<String> pages) {
    String program = Tool.TEMPORAL.path().toString();
    int port = Ports.free();
    List<String> command =
        concat(
            List.of(
                program,
                "server",
                "start-dev",
                "--ip",
                "127.0.0.1",
                "--port",
                String.valueOf(port),
                "--db-filename",
                folder.resolve("temporal.db").toString(),
                "--log-level",
                "warn"),
            pages);
    List<String> question =
        List.of(
            program,
            "operator",
            "namespace",
            "describe",
            "--namespace",
            "default",
            "--address",
            "127.0.0.1:" + port);
    return RealServer.start(
        "temporal", port, command, Map.of(), () -> Ports.answers(port) && succeeds(question));
  }

  /** An MLflow server: tracking, registry and proxied artifacts. */
  public static RealServer mlflow(Path folder) {
    int port = Ports.free();
    List<String> command =
        List.of(
            Tool.MLFLOW_PYTHON.path().toString(),
            "-m",
            "mlflow",
            "server",
            "--host",
            "127.0.0.1",
            "--port",
            String.valueOf(port),
            "--workers",
            "1",
            "--backend-store-uri",
            "sqlite:///" + folder.resolve("mlflow.db").toAbsolutePath(),
            "--artifacts-destination",
            folder.resolve("artifacts").toAbsolutePath().toString());
    URI health = URI.create("http://127.0.0.1:" + port + "/health");
    return RealServer.start(
        "mlflow",
        port,
        command,
        // no background jobs: half a dozen processes that nothing here asks for
        Map.of(
            "MLFLOW_DISABLE_TELEMETRY", "true",
            "DO_NOT_TRACK", "true",
            "MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false"),
        () -> answersOk(health));
  }

  /** MLflow's scoring server over a model saved in a folder, in the Python that runs MLflow. */
  public static RealServer mlflowScoring(Path model) {
    int port = Ports.free();
    List<String> command =
        List.of(
            Tool.MLFLOW_PYTHON.path().toString(),
            "-m",
            "mlflow",
            "models",
            "serve",
            "--model-uri",
            model.toAbsolutePath().toString(),
            "--env-manager",
            "local",
            "--host",
            "127.0.0.1",
            "--port",
            String.valueOf(port));
    // it starts its server by name, from the folder its own Python is in
    String path =
        Tool.MLFLOW_PYTHON.path().getParent() + File.pathSeparator + System.getenv("PATH");
    URI health = URI.create("http://127.0.0.1:" + port + "/ping");
    return RealServer.start(
        "mlflow-scoring",
        port,
        command,
        Map.of("MLFLOW_DISABLE_TELEMETRY", "true", "DO_NOT_TRACK", "true", "PATH", path),
        () -> answersOk(health));
  }

  /**
   * A Trino of one node, with catalog {@code hive} over {@code files} in the folder, as {@code
   * local:///}. Only {@code ./verify --full} installs it.
   */
  public static RealServer trino(Path folder) {
    return Trino.start(folder);
  }

  /** Whether a GET of {@code address} answers 200; a refused connection is a no. */
  public static boolean answersOk(URI address) {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean succeeds(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = process.waitFor(10, TimeUnit.SECONDS);
      process.destroyForcibly();
      return ended && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static List<String> concat(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
