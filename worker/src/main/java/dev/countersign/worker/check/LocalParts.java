package dev.countersign.worker.check;

import dev.countersign.cli.CommandFailure;
import dev.countersign.cli.Surroundings;
import dev.countersign.data.SqlLog;
import dev.countersign.evidence.EvidenceStore;
import dev.countersign.evidence.FolderEvidenceStore;
import dev.countersign.http.AllowedHosts;
import dev.countersign.mlflow.FolderStore;
import dev.countersign.mlflow.MlflowAccess;
import dev.countersign.mlflow.MlflowStore;
import dev.countersign.mlflow.ModelRegistry;
import dev.countersign.model.endpoint.EndpointUnavailableException;
import dev.countersign.release.BroughtModels;
import dev.countersign.release.GateRunner;
import dev.countersign.release.Intake;
import dev.countersign.release.LocalCheck;
import dev.countersign.release.ReleaseGates;
import dev.countersign.release.ReleaseInputs;
import dev.countersign.release.RolloutSimulation;
import dev.countersign.release.Roots;
import dev.countersign.release.TrainingActivitiesImpl;
import dev.countersign.report.ExitCode;
import dev.countersign.training.CommandTraining;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Option;

/** The parts of a worker that a check needs, put together for one command. */
final class LocalParts {
  private static final System.Logger LOG = System.getLogger(LocalParts.class.getName());
  private static final long LARGEST_MODEL = 2L << 30;

  @Option(
      names = "--evidence",
      paramLabel = "DIR",
      description =
          "Where plots and reports go, and where uses of an evaluation set are counted (default:"
              + " countersign/evidence under XDG_STATE_HOME or ~/.local/state).")
  private @Nullable Path evidence;

  @Option(
      names = "--registry",
      paramLabel = "DIR|URI",
      description = "Where models:/name/version are: a folder, or an MLflow server's address.")
  private @Nullable String registry;

  @Option(
      names = "--allow-command",
      paramLabel = "PROGRAM",
      description = "A program the manifest may name for training.")
  private List<String> commands = List.of();

  @Option(
      names = "--allow-host",
      paramLabel = "HOST",
      description = "A host that may be asked when the manifest's model is an endpoint.")
  private Set<String> hosts = Set.of();

  @Option(
      names = "--explain",
      description = "Print on standard error every SQL statement that the data is asked.")
  private boolean explain;

  /**
   * Everything, ready to run.
   *
   * @param check runs gates
   * @param inputs opens data and models
   */
  record Parts(LocalCheck check, ReleaseInputs inputs) {}

  /** Says what a rollout would do; needs neither evidence nor registry. */
  static RolloutSimulation simulation() {
    System.setProperty("logback.configurationFile", "logback-commands.xml");
    return new RolloutSimulation(new Intake(Roots.anywhere()));
  }

  Parts put(Surroundings surroundings) {
    // before the first library logs: standard output belongs to the command
    System.setProperty("logback.configurationFile", "logback-commands.xml");
    EvidenceStore store = new FolderEvidenceStore(evidenceFolder(surroundings));
    PrintWriter err = surroundings.terminal().err();
    ReleaseInputs inputs =
        new ReleaseInputs(
            store,
            new AllowedHosts(hosts),
            explain ? (sql, values) -> print(err, sql, values) : SqlLog.SILENT);
    Roots roots = Roots.anywhere();
    var training =
        new TrainingActivitiesImpl(inputs, store, new CommandTraining(Set.copyOf(commands)));
    var models = new BroughtModels(roots, registry(surroundings), inputs, store);
    var gates = new GateRunner(inputs, store, ReleaseGates.all());
    return new Parts(new LocalCheck(new Intake(roots), gates, training, models), inputs);
  }

  static CommandFailure unreachable(Path file, EndpointUnavailableException e) {
    return new CommandFailure(
        ExitCode.UNREACHABLE,
        file + ": " + e.getMessage(),
        "Start what serves the model, or name another endpoint or a file under model.uri",
        e);
  }

  private static void print(PrintWriter err, String sql, List<Object> values) {
    String shown = values.stream().map(LocalParts::literal).collect(Collectors.joining(", "));
    err.println(values.isEmpty() ? sql + ";" : sql + "; -- " + shown);
    err.flush();
  }

  /** A value as SQL writes it, so that it can be given to EXECUTE. */
  private static String literal(Object value) {
    return value instanceof String text ? "'" + text.replace("'", "''") + "'" : value.toString();
  }

  private Path evidenceFolder(Surroundings surroundings) {
    Path folder =
        evidence == null ? usual(surroundings.environment()) : surroundings.path(evidence);
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          folder + " can't be made: " + e.getMessage(),
          "Name a folder you may write to with --evidence",
          e);
    }
  }

  private static Path usual(Map<String, String> environment) {
    String state = environment.get("XDG_STATE_HOME");
    if (state != null && !state.isBlank()) {
      return Path.of(state, "countersign/evidence");
    }
    String home = environment.get("HOME");
    return Path.of(
        home == null || home.isBlank() ? System.getProperty("user.home") : home,
        ".local/state/countersign/evidence");
  }

  private static void remove(Path folder) {
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, folder + " can't be removed", e);
    }
  }

  private ModelRegistry registry(Surroundings surroundings) {
    try {
      Path temporary = Files.createTempDirectory("countersign-models");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(temporary)));
      if (registry != null && registry.startsWith("http")) {
        return new ModelRegistry(
            new MlflowStore(
                MlflowAccess.of(URI.create(registry), surroundings.environment()),
                temporary,
                LARGEST_MODEL));
      }
      return new ModelRegistry(
          new FolderStore(registry == null ? temporary : surroundings.path(Path.of(registry))));
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary folder can be made", e);
    }
  }
}
