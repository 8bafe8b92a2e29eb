package dev.countersign.worker.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.worker.commands.Shell.Said;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code countersign worker} says when it was told what can't be. */
class WorkerStartTest {
  @TempDir Path folder;

  @Test
  void aRootThatIsNoFolder() {
    assertRefused(worker("--root", "nowhere"), "countersign.roots names", "which is no folder");
  }

  @Test
  void aTrustFileThatIsWrong() throws IOException {
    Files.writeString(folder.resolve("trust.yaml"), "people: nobody\n");
    assertRefused(worker("--trust", "trust.yaml"), "the trust file", "is wrong", "people");
  }

  @Test
  void aPropertyOfTheWrongKind() {
    assertRefused(
        worker("--property", "countersign.drain=soon"),
        "countersign.drain",
        "soon",
        "Correct that");
  }

  @Test
  void aPortThatIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertRefused(worker("--port", port), "port " + port + " is taken", "--port");
    }
  }

  private static void assertRefused(Said said, String... words) {
    assertThat(said.code()).as(said.toString()).isEqualTo(2);
    assertThat(said.err()).contains(words).doesNotContain("unexpected", "please report");
  }

  private Said worker(String... more) {
    List<String> arguments = new ArrayList<>(List.of("worker", "--state", "state"));
    arguments.addAll(List.of("--address", "127.0.0.1:1"));
    arguments.addAll(List.of(more));
    return new Shell(folder, Map.of()).run(arguments.toArray(String[]::new));
  }
}
