package dev.countersign.worker;

import dev.countersign.cli.Surroundings;
import dev.countersign.cli.Terminal;
import dev.countersign.worker.pages.PagesAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a worker until it is told to stop. */
@Command(
    name = "worker",
    description = "Run the worker and the approvals pages, against your Temporal.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Everything can also be said as a property (countersign.trust=…) in application.yaml or",
      "config/application.yaml here, or in the environment (COUNTERSIGN_TRUST=…).",
      "Temporal's own TEMPORAL_ variables and TOML profile hold for what is not said.",
      "Stops on SIGTERM or Ctrl-C: takes no more work and finishes what it has begun."
    })
final class WorkerCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--root",
      arity = "1..*",
      paramLabel = "DIR",
      description = "A folder whose files manifests may name; none until given.")
  private List<Path> roots = List.of();

  @Option(
      names = "--host",
      arity = "1..*",
      paramLabel = "HOST[:PORT]",
      description =
          "A host that manifests may send the worker to ask: agents beside routers, serving"
              + " endpoints, Prometheus; none until given.")
  private List<String> hosts = List.of();

  @Option(names = "--address", paramLabel = "HOST:PORT", description = "Temporal's address.")
  private @Nullable String address;

  @Option(names = "--namespace", paramLabel = "NAME", description = "Temporal's namespace.")
  private @Nullable String namespace;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "Profile of Temporal's TOML file.")
  private @Nullable String profile;

  @Option(names = "--task-queue", paramLabel = "NAME", description = "The task queue to serve.")
  private @Nullable String taskQueue;

  @Option(names = "--trust", paramLabel = "FILE", description = "Trust file: who may sign.")
  private @Nullable Path trust;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "Where evidence, registry and leases live (default: .countersign).")
  private @Nullable Path state;

  @Option(
      names = "--registry",
      paramLabel = "DIR|URI",
      description = "A folder, or an MLflow server's address.")
  private @Nullable String registry;

  @Option(names = "--port", paramLabel = "PORT", description = "Of the pages (default: 8234).")
  private @Nullable Integer port;

  @Option(
      names = "--property",
      paramLabel = "NAME=VALUE",
      description = "Any other property, for example countersign.router.port=9000.")
  private Map<String, String> properties = Map.of();

  WorkerCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    try (ConfigurableApplicationContext worker = started()) {
      worker.addApplicationListener(
          event -> {
            if (event instanceof ContextClosedEvent) {
              closed.countDown();
            }
          });
      announce(worker.getBean(PagesAddress.class));
      closed.await();
    }
    return 0;
  }

  private ConfigurableApplicationContext started() {
    try {
      return WorkerApplication.start(said());
    } catch (RuntimeException e) {
      throw StartFailure.of(e);
    }
  }

  /** The link itself only where a person sees it: what is piped ends up in logs. */
  private void announce(PagesAddress pages) {
    Terminal terminal = surroundings.terminal();
    terminal.out().println(pages.inWords());
    if (terminal.isInteractive()) {
      pages.entryLink().ifPresent(link -> terminal.out().println("Open them: " + link));
    }
    terminal.out().flush();
  }

  private Map<String, String> said() {
    Map<String, String> said = new LinkedHashMap<>(properties);
    say(said, "countersign.temporal.address", address);
    say(said, "countersign.temporal.namespace", namespace);
    say(said, "countersign.temporal.profile", profile);
    say(said, "countersign.task-queue", taskQueue);
    say(said, "countersign.registry", registry);
    say(said, "countersign.hosts", hosts.isEmpty() ? null : String.join(",", hosts));
    say(said, "server.port", port);
    say(said, "countersign.trust", trust == null ? null : surroundings.path(trust));
    say(said, "countersign.state", state == null ? null : surroundings.path(state));
    for (int i = 0; i < roots.size(); i++) { // one by one: a folder's name may have commas
      say(said, "countersign.roots[" + i + "]", surroundings.path(roots.get(i)));
    }
    return said;
  }

  private static void say(Map<String, String> said, String name, @Nullable Object value) {
    if (value != null) {
      said.put(name, value.toString());
    }
  }
}
