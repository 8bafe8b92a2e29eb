package dev.countersign.worker.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.HaproxyProcess;
import dev.countersign.testing.Ports;
import dev.countersign.testing.RealServer;
import dev.countersign.testing.RealServers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code docs/traffic.md}, "An agent beside your router", pasted block by block into one shell
 * beside a real HAProxy and a real Temporal.
 */
class AgentBesideRouterIT {
  private static final Path PAGE = Path.of("..", "docs", "traffic.md");
  private static final Path SETTINGS = Path.of("..", "docs", "haproxy", "agent.yaml");
  private static final Pattern BLOCK = Pattern.compile("(?m)(?:^ {7}.*\\R)+");

  @TempDir Path folder;

  @Test
  void itsBlocksPutAnAgentBesideAHaproxyAndAWorkerThatMayAskIt() throws Exception {
    int agent = Ports.free();
    int worker = Ports.free();
    URI nobody = URI.create("http://127.0.0.1:" + Ports.free());
    Files.writeString(folder.resolve("model.ubj"), "a model");
    Installed installed = Installed.into(folder.resolve("installed"));
    try (HaproxyProcess haproxy = HaproxyProcess.start(folder, nobody, nobody);
        RealServer temporal = RealServers.temporal(folder)) {
      Files.writeString(
          folder.resolve("agent.yaml"), placed(Files.readString(SETTINGS), haproxy, agent));
      Map<String, String> environment =
          Map.of(
              "TEMPORAL_ADDRESS",
              temporal.address(),
              "SERVER_PORT",
              String.valueOf(worker),
              "XDG_STATE_HOME",
              folder.resolve("home").toString());
      Installed.Ran ran =
          installed.run(
              folder, environment, script(placed(blocks(), haproxy, agent), agent, worker));
      assertThat(ran.code()).as(ran.printed()).isZero();
      assertThat(ran.printed())
          .contains("\"router\":\"haproxy", "\"generation\":0")
          .contains("\"status\":\"UP\"");
      assertThat(haproxy.slots()).content().matches("blue 1 sha256:[0-9a-f]{64}\\n");
    }
  }

  private static String blocks() throws IOException {
    String page = Files.readString(PAGE);
    String section =
        page.substring(
            page.indexOf("## An agent beside your router"), page.indexOf("\n## Shadow traffic"));
    Matcher blocks = BLOCK.matcher(section);
    return blocks.results().map(block -> block.group()).collect(Collectors.joining());
  }

  /** What is started and stays is put in the background, and awaited as a reader would. */
  private static String script(String blocks, int agent, int worker) {
    String agentUp = "until curl -s -o /dev/null http://127.0.0.1:%d/metrics; do sleep 0.2; done";
    String workerUp =
        "until curl -sf http://127.0.0.1:%d/actuator/health; do kill -0 $! && sleep 0.2; done";
    return "trap 'kill $(jobs -p)' EXIT\n"
        + blocks
            .replaceAll(
                "(?m)^ *(countersign agent .*)$",
                "$1 >agent.log 2>&1 &\n" + agentUp.formatted(agent))
            .replaceAll(
                "(?m)^ *(countersign worker .*)$",
                "$1 >worker.log 2>&1 &\n" + Matcher.quoteReplacement(workerUp.formatted(worker)));
  }

  private String placed(String text, HaproxyProcess haproxy, int agent) {
    return text.replace("/var/lib/countersign/production/credit-risk", folder + "/agent")
        .replace("/run/haproxy/countersign.sock", haproxy.socket().toString())
        .replace("/var/lib/haproxy", haproxy.folder().toString())
        .replace("/var/lib/countersign/slots", haproxy.slots().toString())
        .replace("10.0.0.7:9400", "127.0.0.1:" + agent)
        .replace("10.0.0.7:8080", haproxy.endpoint().getAuthority());
  }
}
