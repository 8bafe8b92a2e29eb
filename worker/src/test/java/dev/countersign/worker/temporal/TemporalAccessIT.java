package dev.countersign.worker.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.client.ClientException;
import dev.countersign.client.ConnectionSettings;
import dev.countersign.client.Patience;
import dev.countersign.client.ReleaseListing;
import dev.countersign.client.Sweeps;
import dev.countersign.client.TemporalConnection;
import dev.countersign.testing.Eventually;
import dev.countersign.testing.RealServer;
import dev.countersign.testing.RealServers;
import dev.countersign.testing.Tool;
import dev.countersign.worker.WorkerApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Ways into a Temporal that doesn't let everybody in, through a real proxy before a real server.
 */
class TemporalAccessIT {
  @TempDir static Path folder;
  private static RealServer temporal;
  private static Authority authority;

  @BeforeAll
  static void start() throws IOException {
    temporal = RealServers.temporal(folder);
    authority = Authority.make(folder.resolve("keys"));
    authority.issue("server", "ip:127.0.0.1", "dns:temporal.example");
    authority.issue("client");
  }

  @AfterAll
  static void stop() {
    temporal.close();
  }

  private static RealServer mutualTls() throws IOException {
    return Gate.before(
        temporal,
        folder,
        "ssl crt %s ca-file %s verify required alpn h2"
            .formatted(authority.both("server"), authority.certificate()),
        List.of());
  }

  private static RealServer apiKey() throws IOException {
    return Gate.before(
        temporal,
        folder,
        "ssl crt %s alpn h2".formatted(authority.both("server")),
        List.of(
            "http-request deny deny_status 401 unless { req.hdr(authorization) -m str \"Bearer"
                + " tcsec_right\" }"));
  }

  private static Map<String, String> mutual(RealServer gate) throws IOException {
    return Map.of(
        "TEMPORAL_ADDRESS", gate.address(),
        "TEMPORAL_TLS_SERVER_CA_CERT_PATH", authority.certificate().toString(),
        "TEMPORAL_TLS_CLIENT_CERT_PATH", authority.chain("client").toString(),
        "TEMPORAL_TLS_CLIENT_KEY_PATH", authority.key("client").toString());
  }

  /** Asks something that only a server that let us in can answer. */
  private static int releases(Map<String, String> environment) {
    try (TemporalConnection connection =
        TemporalConnection.open(
            ConnectionSettings.fromEnvironment().resolve(environment), "tests")) {
      return new ReleaseListing(connection.client()).list(null, false, 5).size();
    }
  }

  @Test
  void mutualTlsFromTheEnvironment() throws IOException {
    try (RealServer gate = mutualTls()) {
      assertThat(releases(mutual(gate))).isZero();
      Map<String, String> without = new HashMap<>(mutual(gate));
      without.remove("TEMPORAL_TLS_CLIENT_CERT_PATH");
      without.remove("TEMPORAL_TLS_CLIENT_KEY_PATH");
      assertThatThrownBy(() -> releases(without))
          .isInstanceOf(ClientException.class)
          .hasMessageContaining(gate.address());
      assertThatThrownBy(() -> releases(Map.of("TEMPORAL_ADDRESS", gate.address())))
          .isInstanceOfSatisfying(
              ClientException.class,
              refused -> assertThat(refused.remedy()).contains("TEMPORAL_TLS=true"));
    }
  }

  @Test
  void tlsFromAProfileAndTheNameThatTheCertificateIsFor() throws IOException {
    try (RealServer gate = mutualTls()) {
      Path toml =
          Files.writeString(
              folder.resolve("temporal.toml"),
              """
              [profile.prod]
              address = "%s"
              [profile.prod.tls]
              server_name = "temporal.example"
              server_ca_cert_path = "%s"
              client_cert_path = "%s"
              client_key_path = "%s"
              """
                  .formatted(
                      gate.address(),
                      authority.certificate(),
                      authority.chain("client"),
                      authority.key("client")));
      Map<String, String> environment =
          new HashMap<>(
              Map.of("TEMPORAL_CONFIG_FILE", toml.toString(), "TEMPORAL_PROFILE", "prod"));
      assertThat(releases(environment)).isZero();
      environment.put("TEMPORAL_TLS_SERVER_NAME", "somebody.else.example");
      assertThatThrownBy(() -> releases(environment)).isInstanceOf(ClientException.class);
    }
  }

  @Test
  void anApiKeySwitchesTlsOnAndAWrongOneIsSaidToBeWrong() throws IOException {
    try (RealServer gate = apiKey()) {
      Map<String, String> environment =
          new HashMap<>(
              Map.of(
                  "TEMPORAL_ADDRESS", gate.address(),
                  "TEMPORAL_API_KEY", "tcsec_right",
                  "TEMPORAL_TLS_SERVER_CA_CERT_PATH", authority.certificate().toString()));
      assertThat(releases(environment)).isZero();
      environment.put("TEMPORAL_API_KEY", "tcsec_wrong");
      assertThatThrownBy(() -> releases(environment))
          .isInstanceOfSatisfying(
              ClientException.class,
              refused -> {
                assertThat(refused.remedy()).contains("TEMPORAL_API_KEY");
                assertThat(refused.getMessage()).doesNotContain("tcsec_wrong");
              });
    }
  }

  private static ConfigurableApplicationContext worker(String state, Map<String, String> more) {
    Map<String, String> said = new LinkedHashMap<>(more);
    said.put("countersign.temporal.namespace", "default");
    said.put("countersign.state", folder.resolve(state).toString());
    said.put("countersign.drain", "1s");
    said.put("server.port", "0");
    said.put("server.address", "127.0.0.1");
    said.put("logging.threshold.console", "off");
    return WorkerApplication.start(said);
  }

  private static WorkerLifecycle.Condition condition(ConfigurableApplicationContext worker) {
    return worker.getBean(WorkerLifecycle.class).condition();
  }

  @Test
  void aWorkerTakesWorkOverMutualTlsFromItsProperties() throws IOException {
    String tls = "countersign.temporal.tls.";
    try (RealServer gate = mutualTls();
        ConfigurableApplicationContext worker =
            worker(
                "mutual",
                Map.of(
                    "countersign.temporal.address",
                    gate.address(),
                    tls + "enabled",
                    "true",
                    tls + "authority",
                    authority.certificate().toString(),
                    tls + "certificate",
                    authority.chain("client").toString(),
                    tls + "key",
                    authority.key("client").toString(),
                    tls + "server-name",
                    "temporal.example"))) {
      Eventually.holds("the worker takes work", () -> condition(worker).polling());
    }
  }

  @Test
  void aWorkerTakesWorkWithAnApiKeyFromItsProperties() throws IOException {
    try (RealServer gate = apiKey();
        ConfigurableApplicationContext worker =
            worker(
                "key",
                Map.of(
                    "countersign.temporal.address", gate.address(),
                    "countersign.temporal.api-key", "tcsec_right",
                    "countersign.temporal.tls.authority", authority.certificate().toString()))) {
      Eventually.holds("the worker takes work", () -> condition(worker).polling());
    }
  }

  @Test
  void whoMayNotSeeWhetherAWorkerIsThereIsToldHowLongHeWaits() throws IOException {
    try (RealServer gate =
            Gate.before(
                temporal,
                folder,
                "proto h2",
                List.of("http-request deny deny_status 403 if { path_end /DescribeTaskQueue }"));
        TemporalConnection connection =
            TemporalConnection.open(
                new ConnectionSettings(gate.address(), "default", null).resolve(Map.of()),
                "tests")) {
      Patience patience = new Patience(Duration.ofHours(1), Duration.ofSeconds(1), _ -> {});
      Sweeps sweeps =
          new Sweeps(connection.client(), "served-by-nobody", patience, InstantSource.system());
      assertThatThrownBy(sweeps::sweep)
          .isInstanceOf(ClientException.class)
          .hasMessageContaining("does not say whether a worker is there: PERMISSION_DENIED")
          .hasMessageContaining("the sweep stays started");
    }
  }

  @Test
  void whatANamespaceWontLetAWorkerRegisterItAsksForByTheExactCommand() throws Exception {
    Path alone = Files.createDirectories(folder.resolve("alone"));
    try (RealServer fresh = RealServers.temporal(alone);
        RealServer gate =
            Gate.before(
                fresh,
                alone,
                "proto h2",
                List.of("http-request deny deny_status 403 if { path_end /AddSearchAttributes }"));
        ConfigurableApplicationContext worker =
            worker("denied", Map.of("countersign.temporal.address", gate.address()))) {
      Eventually.holds(
          "the worker says what is missing",
          () -> condition(worker).words().contains("search-attribute create"));
      assertThat(condition(worker).polling()).isFalse();
      String words = condition(worker).words();
      String command =
          words
              .substring(
                  words.indexOf("temporal operator search-attribute create"),
                  words.indexOf("   (Temporal Cloud"))
              .replace(gate.address(), fresh.address());
      String[] arguments = command.split(" ");
      arguments[0] = Tool.TEMPORAL.path().toString();
      Process process = new ProcessBuilder(Arrays.asList(arguments)).inheritIO().start();
      assertThat(process.waitFor()).as(command).isZero();
      Eventually.holds("the worker takes work", () -> condition(worker).polling());
    }
  }
}
