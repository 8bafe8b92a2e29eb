package dev.countersign.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A Trino of one node with 2 GB: catalog {@code hive} over the folder {@code files} of its own, as
 * {@code local:///}.
 */
final class Trino {
  /** It takes 20 s of two cores, and minutes where others use them too. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private Trino() {}

  static RealServer start(Path folder) {
    int port = Ports.free();
    try {
      configure(folder, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command =
        List.of(
            Tool.TRINO.path().toString(),
            "run",
            "--etc-dir=" + folder.resolve("etc").toAbsolutePath());
    String java = System.getProperty("java.home");
    return RealServer.start(
        "trino",
        port,
        command,
        Map.of("JAVA_HOME", java, "PATH", java + "/bin:" + System.getenv("PATH")),
        () -> isStarted(URI.create("http://127.0.0.1:" + port + "/v1/info")),
        PATIENCE);
  }

  private static void configure(Path folder, int port) throws IOException {
    Path etc = folder.resolve("etc");
    Path home = folder.toAbsolutePath();
    Files.createDirectories(etc.resolve("catalog"));
    Files.createDirectories(folder.resolve("files").resolve("metastore"));
    Files.writeString(
        etc.resolve("config.properties"),
        """
        coordinator=true
        node-scheduler.include-coordinator=true
        http-server.http.port=%d
        discovery.uri=http://127.0.0.1:%d
        query.max-memory=500MB
        query.max-memory-per-node=500MB
        memory.heap-headroom-per-node=300MB
        """
            .formatted(port, port));
    Files.writeString(
        etc.resolve("node.properties"),
        """
        node.environment=test
        node.id=one
        node.data-dir=%s
        node.internal-address=127.0.0.1
        node.bind-ip=127.0.0.1
        """
            .formatted(home.resolve("trino")));
    Files.writeString(
        etc.resolve("jvm.config"),
        """
        -Xmx2G
        -XX:+UseSerialGC
        -Djdk.attach.allowAttachSelf=true
        --add-modules=jdk.incubator.vector
        """);
    Files.writeString(
        etc.resolve("catalog").resolve("hive.properties"),
        """
        connector.name=hive
        hive.metastore=file
        hive.metastore.catalog.dir=local:///metastore
        hive.non-managed-table-writes-enabled=true
        fs.native-local.enabled=true
        local.location=%s
        """
            .formatted(home.resolve("files")));
  }

  /** It answers long before it can run a query. */
  private static boolean isStarted(URI info) {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpRequest request = HttpRequest.newBuilder(info).timeout(Duration.ofSeconds(5)).build();
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 && answer.body().contains("\"starting\":false");
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
