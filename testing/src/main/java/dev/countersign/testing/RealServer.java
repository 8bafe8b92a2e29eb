package dev.countersign.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A server process on the loopback address, with its log under {@code target/servers}. It ends with
 * the JVM at the latest. Tests may kill it and start it again on the same port with the same state.
 */
public final class RealServer implements AutoCloseable, Killable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final String name;
  private final int port;
  private final ProcessBuilder command;
  private final Path log;
  private final BooleanSupplier ready;
  private final Duration patience;
  private Process process;

  private RealServer(
      String name,
      int port,
      ProcessBuilder command,
      Path log,
      BooleanSupplier ready,
      Duration patience) {
    this.name = name;
    this.port = port;
    this.command = command;
    this.log = log;
    this.ready = ready;
    this.patience = patience;
    this.process = spawn(command);
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
  }

  /**
   * Starts a server and waits until it is ready.
   *
   * @param name for the log and for messages, for example {@code mlflow}
   * @param port the port it is told to listen on
   * @param command program and arguments
   * @param environment added to this process's own
   * @param ready asked every 100 ms
   * @throws IllegalStateException if it ends or is not ready within three minutes; the message
   *     carries the end of its log
   */
  public static RealServer start(
      String name,
      int port,
      List<String> command,
      Map<String, String> environment,
      BooleanSupplier ready) {
    return start(name, port, command, environment, ready, PATIENCE);
  }

  /** The same with a patience of its own, for servers that are slow to start. */
  static RealServer start(
      String name,
      int port,
      List<String> command,
      Map<String, String> environment,
      BooleanSupplier ready,
      Duration patience) {
    Path log = Path.of("target", "servers", name + "-" + port + ".log").toAbsolutePath();
    try {
      Files.createDirectories(log.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    RealServer server = new RealServer(name, port, builder, log, ready, patience);
    server.awaitReady();
    return server;
  }

  /** Host and port, as clients want it. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** The same as an address for HTTP, without a slash at its end. */
  public String url() {
    return "http://" + address();
  }

  public int port() {
    return port;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long pid() {
    return process.pid();
  }

  /** What it printed so far, over all its starts. */
  public Path log() {
    return log;
  }

  /** Kills it and everything it started with SIGKILL, and waits until they are gone. */
  @Override
  public synchronized void kill() {
    List<ProcessHandle> family =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    family.forEach(ProcessHandle::destroyForcibly);
    family.forEach(member -> member.onExit().join());
  }

  /** Starts it again, after {@link #kill()}, as it was started before. */
  @Override
  public synchronized void startAgain() {
    if (process.isAlive()) {
      throw new IllegalStateException(name + " is still running");
    }
    process = spawn(command);
    awaitReady();
  }

  /** Asks it to end, and insists after ten seconds. */
  @Override
  public synchronized void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }

  private void awaitReady() {
    Instant deadline = Instant.now().plus(patience);
    while (!ready.getAsBoolean()) {
      if (!process.isAlive()) {
        throw new IllegalStateException(name + " ended at once. " + endOfLog());
      }
      if (Instant.now().isAfter(deadline)) {
        kill();
        throw new IllegalStateException(name + " was not ready in time. " + endOfLog());
      }
      pause();
    }
  }

  private String endOfLog() {
    try {
      List<String> lines = Files.readAllLines(log);
      return "Its log, "
          + log
          + ", ends:\n"
          + String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException e) {
      return "Its log, " + log + ", can't be read: " + e.getMessage();
    }
  }

  private static Process spawn(ProcessBuilder command) {
    try {
      return command.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a server", e);
    }
  }
}
