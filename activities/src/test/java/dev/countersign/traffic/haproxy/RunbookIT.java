package dev.countersign.traffic.haproxy;

import static dev.countersign.traffic.Traffic.intent;
import static dev.countersign.traffic.Traffic.weighing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.http.AllowedHosts;
import dev.countersign.rollout.RouteIntent;
import dev.countersign.rollout.RouteObservation;
import dev.countersign.testing.AgentProcess;
import dev.countersign.traffic.Traffic;
import dev.countersign.traffic.agent.AgentRouterKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands that people are told to run when a rollback can't be verified, pasted into a shell.
 */
class RunbookIT {
  private static final Path PAGE = Path.of("../docs/traffic.md");
  private static final String SECTION = "## When a rollback can't be verified";

  @TempDir Path folder;
  private HaproxyBed bed;

  @BeforeEach
  void start() {
    bed = HaproxyBed.start(folder).offered();
  }

  @AfterEach
  void stop() {
    bed.close();
  }

  @Test
  void everyCommandOfItWorksAsPasted() throws Exception {
    RouteIntent whole = intent(7, weighing(100));
    bed.router().apply(whole);
    assertThat(run(command("for n in")).lines())
        .filteredOn(line -> line.contains("role"))
        .hasSize(10)
        .allMatch(line -> line.strip().endsWith("candidate"));
    assertThat(run(command("curl -sS"))).contains("\"generation\":7", "\"candidateWeight\":100");

    bed.agent().kill();
    assertThat(bed.callers().version()).isEqualTo("2");
    run(command("echo \"set map"));
    assertThat(bed.callers().version()).as("with nobody to ask but HAProxy").isEqualTo("1");

    bed.agent().startAgain();
    run(alarm(intent(8, weighing(0))));
    RouteObservation observed = bed.router().observe();
    assertThat(observed.settled()).isTrue();
    assertThat(observed.generation()).isEqualTo(8);
    assertThat(bed.callers().version()).isEqualTo("1");
  }

  @Test
  void theCommandInTheAlarmIsTheOneThePageShows() throws IOException {
    String shown = command("curl -fsS").strip();
    String sent = alarm(intent(8, weighing(0)));
    assertThat(sent).startsWith(shown.substring(0, shown.indexOf("{\"environment\":")));
    assertThat(sent).endsWith(shown.substring(shown.lastIndexOf("' http")));
  }

  private String alarm(RouteIntent intent) {
    return new AgentRouterKind("haproxy", new AllowedHosts(Set.of()), AgentProcess.TOKEN)
        .byHand(intent.claim(), Map.of("agent", bed.agent().address().toString()));
  }

  /** The block of the runbook that begins so, made for this HAProxy. */
  private String command(String begins) throws IOException {
    String page = Files.readString(PAGE);
    String runbook = page.substring(page.indexOf(SECTION), page.indexOf("\n## A webhook"));
    int start = runbook.indexOf("       " + begins);
    assertThat(start).as(begins).isNotNegative();
    String block = runbook.substring(start, runbook.indexOf("\n\n", start));
    return block
        .replace("http://10.0.0.7:8080", bed.haproxy().endpoint().toString())
        .replace("http://10.0.0.7:9400", bed.agent().address().toString())
        .replace("credit-risk", Traffic.MODEL)
        .replace("/run/haproxy/countersign.sock", bed.haproxy().socket().toString())
        .replace("/var/lib/haproxy/countersign.map", bed.haproxy().map().toString());
  }

  private static String run(String command) throws IOException, InterruptedException {
    ProcessBuilder shell = new ProcessBuilder(List.of("bash", "-eo", "pipefail", "-c", command));
    shell.environment().put("COUNTERSIGN_AGENT_TOKEN", AgentProcess.TOKEN);
    Process process = shell.redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    System.out.println("$ " + command.strip() + "\n" + printed);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }
}
