package dev.countersign.traffic.haproxy;

import static dev.countersign.traffic.Traffic.ENVIRONMENT;
import static dev.countersign.traffic.Traffic.MODEL;
import static dev.countersign.traffic.Traffic.intent;
import static dev.countersign.traffic.Traffic.weighing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.http.AllowedHosts;
import dev.countersign.rollout.LeaseClaim;
import dev.countersign.testing.AgentProcess;
import dev.countersign.traffic.agent.AgentRouterKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that an alarm names, pasted into a shell as a person would. */
class GivenBackByHandIT {
  @TempDir Path folder;
  private HaproxyBed bed;

  @BeforeEach
  void start() {
    bed = HaproxyBed.start(folder).offered();
    bed.router().apply(intent(7, weighing(100)));
    assertThat(bed.callers().version()).isEqualTo("2");
  }

  @AfterEach
  void stop() {
    bed.close();
  }

  @Test
  void theCommandInTheAlarmBringsTheRouteBackAndMayBeRunTwice() throws Exception {
    String command = byHand("rollout-1", 8, null);
    for (int twice = 0; twice < 2; twice++) {
      assertThat(bash(command, AgentProcess.TOKEN).code()).isZero();
      assertThat(bed.callers().version()).isEqualTo("1");
      assertThat(bed.router().observe().settled()).isTrue();
      assertThat(bed.router().observe().generation()).isEqualTo(8);
    }
  }

  @Test
  void soDoesTheOneThatGivesEverybodyToTheFallbackWhateverTheReasonHolds() throws Exception {
    String command = byHand("rollout-1", 8, "it's \"worse\": $HOME `id` 40 %");
    assertThat(bash(command, AgentProcess.TOKEN).code()).isZero();
    assertThat(bed.callers().predict(0.3).body()).contains("\"answer\":{\"decision\":\"refer\"}");
    assertThat(bed.router().observe().ended()).contains("it's \"worse\": $HOME `id` 40 %");
  }

  @Test
  void withoutTheTokenItFailsAloudAndMovesNothing() throws Exception {
    Said said = bash(byHand("rollout-1", 8, null), "not the token");
    assertThat(said.code()).isNotZero();
    assertThat(said.words()).contains("401");
    assertThat(bed.callers().version()).isEqualTo("2");
  }

  private String byHand(String holder, long generation, String unfit) {
    return new AgentRouterKind("haproxy", new AllowedHosts(Set.of("127.0.0.1")), AgentProcess.TOKEN)
        .byHand(
            new LeaseClaim(ENVIRONMENT, MODEL, holder, generation, unfit),
            Map.of(
                "agent",
                bed.agent().address().toString(),
                "endpoint",
                bed.haproxy().endpoint().toString()));
  }

  private record Said(int code, String words) {}

  private static Said bash(String command, String token) throws IOException, InterruptedException {
    ProcessBuilder shell = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true);
    shell.environment().put(AgentProcess.TOKEN_VARIABLE, token);
    Process process = shell.start();
    String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), words);
  }
}
