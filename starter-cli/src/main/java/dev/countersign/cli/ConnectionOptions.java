package dev.countersign.cli;

import dev.countersign.client.ConnectionSettings;
import dev.countersign.client.Patience;
import dev.countersign.client.Releases;
import dev.countersign.client.Rollbacks;
import dev.countersign.client.Sweeps;
import dev.countersign.client.TemporalConnection;
import io.temporal.client.WorkflowClient;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where Temporal is. What is not said here comes from Temporal's own variables and TOML profile.
 */
public final class ConnectionOptions {
  @Option(
      names = "--address",
      paramLabel = "HOST:PORT",
      description =
          "Temporal's address (TEMPORAL_ADDRESS, else " + ConnectionSettings.DEFAULT_ADDRESS + ").")
  private @Nullable String address;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description = "Temporal's namespace (TEMPORAL_NAMESPACE, else default).")
  private @Nullable String namespace;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "Profile of Temporal's TOML file (TEMPORAL_PROFILE, else default).")
  private @Nullable String profile;

  @Option(
      names = "--task-queue",
      paramLabel = "NAME",
      defaultValue = Releases.TASK_QUEUE,
      description = "The workers' task queue (default: ${DEFAULT-VALUE}).")
  private String taskQueue = Releases.TASK_QUEUE;

  /** Connects, or fails within seconds. */
  public Session open(Surroundings surroundings) {
    ConnectionSettings.Resolved where = settings().resolve(surroundings.environment());
    TemporalConnection connection = TemporalConnection.open(where, "countersign-cli");
    WorkflowClient client = connection.client();
    InstantSource clock = surroundings.clock();
    Patience patience = Patience.untilItIsDone(sentence -> say(surroundings.terminal(), sentence));
    return new Session(
        connection,
        new Releases(client, taskQueue, patience, clock),
        new Rollbacks(client, taskQueue, patience, clock),
        new Sweeps(client, taskQueue, patience, clock));
  }

  private static void say(Terminal terminal, String sentence) {
    terminal.err().println(terminal.ink().open("waiting: ") + sentence);
    terminal.err().flush();
  }

  /** What was said, unresolved. */
  public ConnectionSettings settings() {
    return new ConnectionSettings(address, namespace, profile);
  }

  /**
   * A connection for the length of a command.
   *
   * @param connection what to close
   * @param releases starts, looks, steers
   * @param rollbacks takes released versions back
   * @param sweeps has traffic swept
   */
  public record Session(
      TemporalConnection connection, Releases releases, Rollbacks rollbacks, Sweeps sweeps)
      implements AutoCloseable {
    @Override
    public void close() {
      connection.close();
    }
  }
}
