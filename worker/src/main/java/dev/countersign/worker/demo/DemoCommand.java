package dev.countersign.worker.demo;

import dev.countersign.cli.CommandFailure;
import dev.countersign.cli.Surroundings;
import dev.countersign.report.ExitCode;
import dev.countersign.worker.WorkerApplication;
import dev.countersign.worker.temporal.DevTemporal;
import dev.countersign.worker.temporal.EmbeddedTemporal;
import dev.countersign.worker.temporal.OwnTemporal;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One release from data to all of the traffic, on embedded parts. */
@Command(
    name = "demo",
    description = "One release on the embedded server, nothing to install.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Scenarios: happy is released (exit 0); biased is stopped by a gate before any traffic",
      "(exit 3); regression is rolled back during rollout (exit 6).",
      "Everything it makes stays in one folder: data, manifest, keys, evidence, passport."
    })
public final class DemoCommand implements Callable<Integer> {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Surroundings surroundings;

  @Option(names = "--yes", description = "Let the demo people sign by themselves; ask nobody.")
  private boolean yes;

  @Option(
      names = "--stay",
      description = "Keep the pages open after the end, until Enter or Ctrl-C.")
  private boolean stay;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      defaultValue = "happy",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Scenario scenario = Scenario.HAPPY;

  @Option(
      names = "--temporal",
      paramLabel = "KIND",
      defaultValue = "embedded",
      description =
          "embedded, inside this process, or dev: temporal server start-dev with its UI, where the"
              + " binary is found (default: ${DEFAULT-VALUE}).")
  private Kind temporal = Kind.EMBEDDED;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Where everything goes (default: .countersign/demo/ and the time).")
  private @Nullable Path dir;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Of the pages; 0 means any free one.")
  private int port;

  /** Whose Temporal. */
  enum Kind {
    EMBEDDED,
    DEV
  }

  public DemoCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!yes && !surroundings.terminal().isInteractive()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "the demonstration asks people to sign, and nobody sits at a terminal here",
          "Add --yes to let its people sign by themselves");
    }
    PrintWriter out = surroundings.terminal().out();
    Path root =
        dir == null
            ? DemoFolder.fresh(
                surroundings.path(Path.of(".countersign/demo")),
                STAMP.format(surroundings.clock().instant()))
            : surroundings.path(dir);
    out.println(surroundings.terminal().ink().strong("Countersign demonstration"));
    out.println("  " + scenario.story());
    out.println(
        "  data: %d made-up loan applications; clerks wrongly refused %d %% of acceptable ones of people up to %d"
            .formatted(DemoData.ROWS, DemoData.WRONGED_PERCENT, DemoData.YOUNG));
    out.println("  folder: " + root);
    out.flush();
    DemoFolder folder = DemoFolder.make(root, scenario);
    try (OwnTemporal server = server()) {
      Map<String, String> said = properties(folder, server);
      try (ConfigurableApplicationContext worker = WorkerApplication.start(said)) {
        DemoPages pages = new DemoPages(folder, worker, surroundings);
        ExitCode code =
            new DemoRun(folder, scenario, server, worker, surroundings, yes, pages).run();
        if (stay || !yes) {
          pages.keepOpen();
        }
        return code.code();
      }
    }
  }

  private OwnTemporal server() throws IOException {
    if (temporal == Kind.EMBEDDED) {
      return EmbeddedTemporal.start();
    }
    Path binary =
        DevTemporal.binary(surroundings.environment())
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitCode.USAGE,
                        "there is no temporal on the PATH",
                        "Install Temporal's CLI, or leave --temporal dev out"));
    return DevTemporal.start(binary, freePort());
  }

  private Map<String, String> properties(DemoFolder folder, OwnTemporal server) {
    Map<String, String> said = new LinkedHashMap<>();
    said.put("countersign.temporal.address", server.address());
    said.put("countersign.temporal.namespace", "default");
    said.put("countersign.roots", folder.root().toString());
    said.put("countersign.state", folder.state().toString());
    said.put("countersign.trust", folder.trust().toString());
    said.put("countersign.server.id", DemoFolder.SERVER_ID);
    said.put("countersign.server.key", folder.serverKey().toString());
    said.put("countersign.demo", "true");
    said.put("countersign.pages.known", DemoManifest.RELEASE.toString());
    if (server instanceof DevTemporal dev) {
      said.put("countersign.pages.temporal-ui", dev.uiAddress());
    }
    said.put("countersign.drain", "2s");
    said.put("server.port", Integer.toString(port));
    said.put("server.address", "127.0.0.1");
    said.put("logging.file.name", folder.log().toString());
    said.put("logging.threshold.console", "off");
    return said;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
