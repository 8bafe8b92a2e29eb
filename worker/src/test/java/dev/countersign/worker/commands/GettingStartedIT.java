package dev.countersign.worker.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Ports;
import dev.countersign.testing.RealServer;
import dev.countersign.testing.RealServers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code docs/getting-started.md}, typed as it stands, in an empty folder with nothing but data.
 */
class GettingStartedIT {
  private static final Pattern BLOCK = Pattern.compile("```(sh|yaml)\\R(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;
  @TempDir Path elsewhere;

  @Test
  void everyCommandOfThePageDoesWhatThePageSays() throws Exception {
    Loans.write(folder);
    Installed installed = Installed.into(elsewhere);
    int port = Ports.free();
    try (RealServer temporal = RealServers.temporal(elsewhere)) {
      Map<String, String> environment = new HashMap<>();
      environment.put("TEMPORAL_ADDRESS", temporal.address());
      environment.put("SERVER_PORT", String.valueOf(port));
      environment.put("XDG_STATE_HOME", elsewhere.resolve("home").toString());
      Process worker = null;
      try {
        Matcher block =
            BLOCK.matcher(Files.readString(Path.of("..", "docs", "getting-started.md")));
        while (block.find()) {
          String text = block.group(2);
          if (block.group(1).equals("yaml")) {
            Files.writeString(folder.resolve("release.yaml"), text);
          } else if (text.startsWith("countersign worker")) {
            worker = startWorker(installed, environment, text, port);
          } else {
            Installed.Ran ran = installed.run(folder, environment, text);
            assertThat(ran.code()).as(text + ran.printed()).isZero();
          }
        }
        assertThat(worker).as("the page starts a worker").isNotNull();
        assertThat(folder.resolve("passport.zip")).isNotEmptyFile();
        worker.destroy();
        assertThat(worker.waitFor(2, TimeUnit.MINUTES)).as("it stops on SIGTERM").isTrue();
        assertThat(elsewhere.resolve("worker.log"))
            .content()
            .contains("takes no more work and finishes what it has begun");
      } finally {
        if (worker != null) {
          worker.destroyForcibly();
        }
      }
    }
  }

  private Process startWorker(
      Installed installed, Map<String, String> environment, String command, int port)
      throws IOException, InterruptedException {
    Process worker =
        installed
            .shell(folder, environment, "exec " + command)
            .redirectOutput(elsewhere.resolve("worker.log").toFile())
            .start();
    Instant deadline = Instant.now().plus(Duration.ofMinutes(5));
    while (!RealServers.answersOk(URI.create("http://127.0.0.1:" + port + "/actuator/health"))) {
      if (!worker.isAlive() || Instant.now().isAfter(deadline)) {
        throw new AssertionError(
            "the worker does not come up: " + Files.readString(elsewhere.resolve("worker.log")));
      }
      Thread.sleep(200);
    }
    return worker;
  }
}
