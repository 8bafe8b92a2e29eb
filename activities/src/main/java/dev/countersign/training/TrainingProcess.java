package dev.countersign.training;

import dev.countersign.gates.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/** One program, run to its end, or ended with all it started. */
final class TrainingProcess {
  private static final int TAIL = 2000;
  private static final List<String> KEPT = List.of("PATH", "LANG", "LC_ALL", "TZ");

  private final Process process;
  private final ProcessOutput output;
  private final Set<ProcessHandle> started = new HashSet<>();

  private TrainingProcess(Process process) {
    this.process = process;
    this.output = ProcessOutput.of(process.getInputStream());
  }

  /**
   * Runs a program.
   *
   * @param variables added to an otherwise almost empty environment
   * @return what it said on both its outputs, at most {@link TrainedModel#MAX_LOG} bytes
   * @throws TrainingException if it can't start, fails or takes too long
   * @throws CancellationException if the thread is interrupted
   */
  static String run(
      List<String> command,
      Path folder,
      Map<String, String> variables,
      Duration timeout,
      Progress progress) {
    TrainingProcess run = new TrainingProcess(start(command, folder, variables));
    try {
      boolean ended = run.await(timeout, progress);
      run.endAll();
      String said = run.output.text();
      if (!ended) {
        throw new TrainingException(
            "The training program took longer than "
                + timeout
                + " and was ended with all it started. Give it more time by"
                + " training.command.timeout. It said: "
                + tail(said));
      }
      int exit = run.process.exitValue();
      if (exit != 0) {
        throw new TrainingException(
            "The training program ended with code " + exit + ". It said: " + tail(said));
      }
      return said;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      CancellationException cancelled =
          new CancellationException("training was cancelled and its program ended");
      cancelled.initCause(e);
      throw cancelled;
    } finally {
      run.endAll();
    }
  }

  /** The last of what a program said. */
  static String tail(String said) {
    String text = said.strip();
    if (text.isEmpty()) {
      return "(nothing)";
    }
    return text.length() <= TAIL ? text : "…" + text.substring(text.length() - TAIL);
  }

  private static Process start(List<String> command, Path folder, Map<String, String> variables) {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(KEPT);
    environment.put("HOME", folder.toString());
    environment.put("TMPDIR", folder.toString());
    environment.putAll(variables);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw new TrainingException(
          "The training program can't be started: "
              + e.getMessage()
              + ". Install it, or correct training.command.run.",
          e);
    }
  }

  private boolean await(Duration timeout, Progress progress) throws InterruptedException {
    long start = System.nanoTime();
    long passed = 0;
    while (passed < timeout.toNanos()) {
      process.descendants().forEach(started::add);
      long wait = Math.min(TimeUnit.MILLISECONDS.toNanos(500), timeout.toNanos() - passed);
      if (process.waitFor(wait, TimeUnit.NANOSECONDS)) {
        return true;
      }
      passed = System.nanoTime() - start;
      progress.report("training by a program", Math.min(0.99, (double) passed / timeout.toNanos()));
    }
    return false;
  }

  /** By its handle: a Process that is destroyed also closes its output before it is read whole. */
  private void endAll() {
    process.descendants().forEach(started::add);
    process.toHandle().destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
  }
}
