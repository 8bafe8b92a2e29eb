package dev.countersign.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every program that the tests of the other modules run is there and does what they count on. */
class RealServersIT {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = "TRINO", mode = EnumSource.Mode.EXCLUDE)
  void everyToolIsHere(Tool tool) {
    assertThat(tool.path()).isExecutable();
  }

  @Test
  @Tag("long")
  void theHeavyServerOfLongTestsIsHere() {
    assertThat(Tool.TRINO.path()).isExecutable();
  }

  @Test
  void temporalComesBackOnTheSamePort() {
    try (RealServer temporal = RealServers.temporal(folder)) {
      int port = temporal.port();
      temporal.kill();
      assertThat(Ports.answers(port)).isFalse();
      temporal.startAgain();
      assertThat(Ports.answers(port)).isTrue();
    }
  }

  @Test
  void temporalShowsItsPages() {
    int port = Ports.free();
    try (RealServer temporal = RealServers.temporalWithPages(folder, port)) {
      assertThat(temporal.log()).exists();
      assertThat(RealServers.answersOk(URI.create("http://127.0.0.1:" + port + "/"))).isTrue();
    }
  }

  @Test
  void nothingIsLeftOfAServerThatWasClosed() {
    RealServer mlflow = RealServers.mlflow(folder);
    ProcessHandle process = ProcessHandle.of(mlflow.pid()).orElseThrow();
    List<ProcessHandle> children = process.descendants().toList();
    assertThat(RealServers.answersOk(URI.create(mlflow.url() + "/health"))).isTrue();

    mlflow.close();

    process.onExit().join();
    children.forEach(child -> child.onExit().join());
    assertThat(Ports.answers(mlflow.port())).isFalse();
  }

  @Test
  void aServerThatEndsAtOnceIsToldWithItsLastWords() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                RealServer.start(
                    "short",
                    Ports.free(),
                    List.of("sh", "-c", "echo no room; exit 1"),
                    Map.of(),
                    () -> false))
        .withMessageContaining("short ended at once")
        .withMessageContaining("no room");
  }
}
