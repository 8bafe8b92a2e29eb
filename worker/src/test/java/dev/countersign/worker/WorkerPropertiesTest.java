package dev.countersign.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.worker.temporal.TemporalProperties;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Every property there is: what it is when nothing is said, and what saying it does. */
class WorkerPropertiesTest {
  @TempDir static Path folder;

  private static WorkerProperties worker(Map<String, String> said) {
    return new Binder(new MapConfigurationPropertySource(said))
        .bindOrCreate("countersign", WorkerProperties.class);
  }

  private static TemporalProperties temporal(Map<String, String> said) {
    return new Binder(new MapConfigurationPropertySource(said))
        .bindOrCreate("countersign.temporal", TemporalProperties.class);
  }

  /**
   * One property said.
   *
   * @param name of the property
   * @param said its value in a file or the environment
   * @param read what the worker reads of it
   * @param expected what that must be
   * @param otherwise what it is when nothing is said
   */
  record Said(
      String name,
      String said,
      Function<Map<String, String>, @Nullable Object> read,
      Object expected,
      @Nullable Object otherwise) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Said worker(
      String name,
      String said,
      Function<WorkerProperties, @Nullable Object> read,
      Object expected,
      @Nullable Object otherwise) {
    return new Said(name, said, map -> read.apply(worker(map)), expected, otherwise);
  }

  private static Said temporal(
      String name,
      String said,
      Function<TemporalProperties, @Nullable Object> read,
      Object expected) {
    return new Said(name, said, map -> read.apply(temporal(map)), expected, null);
  }

  private static Said tls(
      String name,
      String said,
      Function<TemporalProperties.Tls, @Nullable Object> read,
      Object expected) {
    return temporal(
        "countersign.temporal.tls." + name,
        said,
        properties -> properties.tls() == null ? null : read.apply(properties.tls()),
        expected);
  }

  private static Path file(String name) {
    try {
      Path file = folder.resolve(name);
      return Files.exists(file) ? file : Files.createFile(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static Stream<Said> properties() {
    Path state = Path.of(".countersign").toAbsolutePath().normalize();
    return Stream.of(
        worker(
            "countersign.task-queue", "ours", WorkerProperties::taskQueue, "ours", "countersign"),
        worker(
            "countersign.roots",
            folder.toString(),
            WorkerProperties::roots,
            List.of(folder),
            List.of()),
        worker(
            "countersign.hosts",
            "models.example,prometheus.example:9090",
            WorkerProperties::hosts,
            List.of("models.example", "prometheus.example:9090"),
            List.of()),
        worker("countersign.state", "/var/x", WorkerProperties::state, Path.of("/var/x"), state),
        worker(
            "countersign.evidence",
            "/var/e",
            WorkerProperties::evidenceFolder,
            Path.of("/var/e"),
            state.resolve("evidence")),
        worker(
            "countersign.trust",
            file("trust.yaml").toString(),
            WorkerProperties::trust,
            file("trust.yaml"),
            null),
        worker(
            "countersign.registry",
            "https://mlflow.example",
            WorkerProperties::registryLocation,
            "https://mlflow.example",
            state.resolve("registry").toString()),
        worker(
            "countersign.webhook",
            "https://chat.example/hook",
            WorkerProperties::webhook,
            URI.create("https://chat.example/hook"),
            null),
        worker(
            "countersign.training-commands",
            "/opt/train",
            WorkerProperties::trainingCommands,
            List.of("/opt/train"),
            List.of()),
        worker(
            "countersign.drain",
            "5s",
            WorkerProperties::drain,
            Duration.ofSeconds(5),
            Duration.ofSeconds(30)),
        worker(
            "countersign.sweep",
            "5m",
            WorkerProperties::sweep,
            Duration.ofMinutes(5),
            Duration.ofMinutes(1)),
        worker(
            "countersign.server.id",
            "https://countersign.example",
            properties -> properties.server().id(),
            "https://countersign.example",
            "urn:countersign:server"),
        worker(
            "countersign.server.key",
            "/etc/server.key",
            properties -> properties.server().key(),
            Path.of("/etc/server.key"),
            null),
        worker("countersign.demo", "true", WorkerProperties::demo, true, false),
        temporal("countersign.temporal.address", "t:1", TemporalProperties::address, "t:1"),
        temporal("countersign.temporal.namespace", "ml", TemporalProperties::namespace, "ml"),
        temporal("countersign.temporal.profile", "prod", TemporalProperties::profile, "prod"),
        temporal("countersign.temporal.api-key", "k", TemporalProperties::apiKey, "k"),
        tls("enabled", "true", TemporalProperties.Tls::enabled, true),
        tls("authority", "ca.pem", TemporalProperties.Tls::authority, "ca.pem"),
        tls("server-name", "t.example", TemporalProperties.Tls::serverName, "t.example"));
  }

  @ParameterizedTest
  @MethodSource("properties")
  void aPropertyThatIsSaidIsReadAndOneThatIsNotHasItsDefault(Said property) {
    assertThat(property.read().apply(Map.of())).isEqualTo(property.otherwise());
    assertThat(property.read().apply(Map.of(property.name(), property.said())))
        .isEqualTo(property.expected());
  }

  @Test
  void aClientsCertificateAndItsKeyAreSaidTogether() {
    String prefix = "countersign.temporal.tls.";
    TemporalProperties both =
        temporal(Map.of(prefix + "certificate", "c.pem", prefix + "key", "k.pem"));
    assertThat(both.tls()).isNotNull();
    assertThat(List.of(both.tls().certificate(), both.tls().key()))
        .containsExactly("c.pem", "k.pem");
    for (String one : List.of("certificate", "key")) {
      assertThatThrownBy(() -> temporal(Map.of(prefix + one, "x.pem")))
          .hasStackTraceContaining("only one of certificate and key");
    }
  }

  @Test
  void everyPropertyHasATest() {
    List<String> there = new ArrayList<>();
    add(there, "countersign.", WorkerProperties.class);
    add(there, "countersign.temporal.", TemporalProperties.class);
    TreeSet<String> tested = new TreeSet<>();
    properties().map(Said::name).forEach(tested::add);
    tested.add("countersign.temporal.tls.certificate");
    tested.add("countersign.temporal.tls.key");
    assertThat(tested).containsExactlyInAnyOrderElementsOf(there);
  }

  private static void add(List<String> names, String prefix, Class<?> properties) {
    for (RecordComponent component : properties.getRecordComponents()) {
      String name =
          prefix
              + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
      if (component.getType().isRecord()) {
        add(names, name + ".", component.getType());
      } else {
        names.add(name);
      }
    }
  }

  static Stream<Map.Entry<Map<String, String>, String>> mistakes() {
    Map<Map<String, String>, String> mistakes = new LinkedHashMap<>();
    mistakes.put(Map.of("countersign.task-queue", " "), "countersign.task-queue is empty");
    mistakes.put(
        Map.of("countersign.roots", "/no/such/folder"), "/no/such/folder, which is no folder");
    mistakes.put(Map.of("countersign.trust", "/no/such.yaml"), "/no/such.yaml, which is no file");
    mistakes.put(Map.of("countersign.hosts", "http://x/y"), "which is no host");
    mistakes.put(Map.of("countersign.webhook", "ftp://x"), "no http or https address: ftp://x");
    mistakes.put(Map.of("countersign.drain", "-1s"), "countersign.drain is negative");
    mistakes.put(Map.of("countersign.sweep", "1s"), "countersign.sweep is PT1S, under 5 s");
    mistakes.put(Map.of("countersign.server.id", "our server"), "countersign.server.id is no URI");
    return mistakes.entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aPropertyThatCantWorkIsRefusedByItsNameWithARemedy(
      Map.Entry<Map<String, String>, String> mistake) {
    assertThatThrownBy(() -> worker(mistake.getKey())).hasStackTraceContaining(mistake.getValue());
  }

  @Test
  void whatPropertiesDontSayComesFromTemporalsOwnEnvironmentAndProfile() throws IOException {
    Path toml =
        Files.writeString(
            folder.resolve("temporal.toml"),
            """
            [profile.prod]
            address = "prod.example:7233"
            namespace = "ml-prod"
            [profile.prod.tls]
            disabled = false
            """);
    Map<String, String> environment = new HashMap<>();
    environment.put("TEMPORAL_CONFIG_FILE", toml.toString());
    environment.put("TEMPORAL_PROFILE", "prod");
    assertThat(temporal(Map.of()).resolve(environment))
        .hasToString("prod.example:7233 (namespace ml-prod)");
    environment.put("TEMPORAL_ADDRESS", "env.example:7233");
    assertThat(temporal(Map.of()).resolve(environment).address()).isEqualTo("env.example:7233");
    assertThat(
            temporal(Map.of("countersign.temporal.address", "said.example:7233"))
                .resolve(environment)
                .address())
        .isEqualTo("said.example:7233");
    assertThat(temporal(Map.of()).resolve(Map.of()))
        .hasToString("127.0.0.1:7233 (namespace default)");
  }

  @Test
  void aSecretIsNeverPrinted() {
    TemporalProperties properties = temporal(Map.of("countersign.temporal.api-key", "tcsec_42"));
    assertThat(properties.toString()).doesNotContain("tcsec_42");
    assertThat(properties.resolve(Map.of()).toString()).doesNotContain("tcsec_42");
  }

  @Test
  void aProfileThatIsNotThereIsSaidInWords() {
    assertThatThrownBy(
            () ->
                temporal(Map.of("countersign.temporal.tls.authority", "/no/such/ca.pem"))
                    .resolve(Map.of()))
        .hasMessageContaining("/no/such/ca.pem");
  }
}
