package dev.countersign.model;

import ai.onnxruntime.OrtEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * The ONNX runtime, started once. On its start it matches the whole command line against regular
 * expressions that recurse for every character: a class path of 10,000 characters overflows the
 * stack of an ordinary thread, and the JVM with it. So it is started on a thread whose stack holds
 * the longest command line there can be; of the room reserved only what is used is ever taken.
 */
final class OnnxRuntime {
  private static final long STACK_BYTES = 1L << 30;

  private static @Nullable OrtEnvironment started;

  private OnnxRuntime() {}

  /** The running environment; the first call starts it. */
  static synchronized OrtEnvironment environment() {
    OrtEnvironment running = started;
    if (running == null) {
      running = start();
      started = running;
    }
    return running;
  }

  private static OrtEnvironment start() {
    OrtEnvironment[] result = new OrtEnvironment[1];
    Throwable[] failure = new Throwable[1];
    Thread starter =
        new Thread(
            null,
            () -> result[0] = OrtEnvironment.getEnvironment(),
            "onnx-runtime-start",
            STACK_BYTES);
    starter.setUncaughtExceptionHandler((thread, thrown) -> failure[0] = thrown);
    starter.start();
    boolean interrupted = false;
    while (starter.isAlive()) {
      try {
        starter.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (result[0] == null) {
      throw new ModelException(
          "The ONNX runtime does not start on this machine: "
              + failure[0]
              + ". Bring a model of another format, or run on Linux, macOS or Windows on x64 or"
              + " arm64.",
          failure[0] == null ? new IllegalStateException("no environment") : failure[0]);
    }
    return result[0];
  }
}
