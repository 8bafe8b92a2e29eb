package dev.countersign.traffic.embedded;

import dev.countersign.testing.JavaProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** An embedded router in a process of its own, to be killed. */
public final class RouterProcess implements AutoCloseable {
  static final String TOKEN = "a token for tests only";

  private final Process process;
  private final URI router;
  private final URI control;

  private RouterProcess(Process process, URI router, URI control) {
    this.process = process;
    this.router = router;
    this.control = control;
  }

  /** Runs in the process: prints where it listens and waits to be killed. */
  public static void main(String[] folder) throws InterruptedException {
    try (RouterParts parts = RouterParts.start(Path.of(folder[0]))) {
      System.out.println(parts.router().address() + " " + parts.control().address());
      new CountDownLatch(1).await();
    }
  }

  static RouterProcess start(Path folder) {
    try {
      Process process =
          new ProcessBuilder(
                  JavaProgram.command(RouterProcess.class.getName(), List.of(folder.toString())))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
      String line = out.readLine();
      if (line == null) {
        throw new AssertionError("the router ended with " + process.onExit().join().exitValue());
      }
      String[] addresses = line.split(" ");
      return new RouterProcess(process, URI.create(addresses[0]), URI.create(addresses[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI router() {
    return router;
  }

  URI control() {
    return control;
  }

  long pid() {
    return process.pid();
  }

  /** SIGKILL: no shutdown hook, no last word. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
