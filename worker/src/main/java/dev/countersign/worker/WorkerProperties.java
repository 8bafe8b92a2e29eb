package dev.countersign.worker;

import dev.countersign.client.Releases;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a worker is told, {@code countersign.*} in properties, {@code COUNTERSIGN_*} in the
 * environment. Secrets come from the environment alone.
 *
 * @param taskQueue the task queue it serves
 * @param roots the only folders whose files a manifest may name; none until given
 * @param hosts hosts, each with or without a port, that manifests may send this worker to ask:
 *     agents, serving endpoints, models that are endpoints, Prometheus; none until given
 * @param state folder that outlives the worker: leases, registry, server key
 * @param evidence folder of the evidence store; default {@code evidence} under {@code state}
 * @param trust trust file: who may sign; null means nobody can sign yet
 * @param registry folder, or URI of an MLflow server; default {@code registry} under {@code state}
 * @param webhook where notices are posted as JSON; null means they are only logged
 * @param trainingCommands programs that a manifest may name for training; none until given
 * @param drain how long running activities may finish on shutdown
 * @param sweep how often routers are looked at for traffic without a living rollout; zero: this
 *     worker keeps no schedule of it
 * @param server what this server seals passports as
 * @param demo whether everything it releases is a demonstration and says so
 */
@ConfigurationProperties("countersign")
public record WorkerProperties(
    @DefaultValue(Releases.TASK_QUEUE) String taskQueue,
    @DefaultValue List<Path> roots,
    @DefaultValue List<String> hosts,
    @DefaultValue(".countersign") Path state,
    @Nullable Path evidence,
    @Nullable Path trust,
    @Nullable String registry,
    @Nullable URI webhook,
    @DefaultValue List<String> trainingCommands,
    @DefaultValue("30s") Duration drain,
    @DefaultValue("1m") Duration sweep,
    @DefaultValue Server server,
    @DefaultValue("false") boolean demo) {

  private static final Duration SHORTEST_SWEEP = Duration.ofSeconds(5);

  /** Rejects what can't work, each with the property's name and what to write. */
  public WorkerProperties {
    require(!taskQueue.isBlank(), "countersign.task-queue is empty", "Name a task queue");
    roots = roots.stream().map(Path::toAbsolutePath).map(Path::normalize).toList();
    for (Path root : roots) {
      require(
          Files.isDirectory(root),
          "countersign.roots names " + root + ", which is no folder",
          "Name folders that are there");
    }
    hosts = List.copyOf(hosts);
    for (String host : hosts) {
      require(
          host.matches("[A-Za-z0-9._-]+(:\\d{1,5})?|\\[[0-9A-Fa-f:]+](:\\d{1,5})?"),
          "countersign.hosts has '" + host + "', which is no host",
          "Write host or host:port, without http://");
    }
    state = state.toAbsolutePath().normalize();
    evidence = evidence == null ? state.resolve("evidence") : evidence.toAbsolutePath().normalize();
    if (trust != null) {
      trust = trust.toAbsolutePath().normalize();
      require(
          Files.isRegularFile(trust),
          "countersign.trust names " + trust + ", which is no file",
          "Name a trust file; countersign keys new prints the lines for one");
    }
    registry =
        registry == null || registry.isBlank() ? state.resolve("registry").toString() : registry;
    require(
        webhook == null || List.of("http", "https").contains(String.valueOf(webhook.getScheme())),
        "countersign.webhook is no http or https address: " + webhook,
        "Write the whole address, https://…");
    trainingCommands = List.copyOf(trainingCommands);
    require(
        trainingCommands.stream().noneMatch(String::isBlank),
        "countersign.training-commands has an empty entry",
        "Name programs by their path");
    require(!drain.isNegative(), "countersign.drain is negative", "Write a length such as 30s");
    require(
        sweep.isZero() || sweep.compareTo(SHORTEST_SWEEP) >= 0,
        "countersign.sweep is " + sweep + ", under " + SHORTEST_SWEEP.toSeconds() + " s",
        "Write a length such as 1m, or 0s for none");
  }

  /** Where the evidence is. */
  public Path evidenceFolder() {
    return evidence == null ? state.resolve("evidence") : evidence;
  }

  /** The registry: a folder's path, or an MLflow server's address. */
  public String registryLocation() {
    return registry == null ? state.resolve("registry").toString() : registry;
  }

  /** Whether the registry is an MLflow server. */
  public boolean isMlflow() {
    return registryLocation().startsWith("http://") || registryLocation().startsWith("https://");
  }

  /**
   * What this server seals passports as.
   *
   * @param id URI by which trust files name this server
   * @param key its private key; null means one is made under {@code state}
   */
  public record Server(@DefaultValue("urn:countersign:server") String id, @Nullable Path key) {
    public Server {
      require(
          id.matches("https?://\\S+|urn:\\S+"),
          "countersign.server.id is no URI: " + id,
          "Write a URI, as the trust file's servers section names this server");
    }
  }

  private static void require(boolean holds, String problem, String remedy) {
    if (!holds) {
      throw new IllegalArgumentException(problem + ". " + remedy);
    }
  }
}
