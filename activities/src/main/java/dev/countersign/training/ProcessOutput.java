package dev.countersign.training;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * Reads what a program says while it runs, and keeps the last {@link TrainedModel#MAX_LOG} bytes.
 */
final class ProcessOutput {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final InputStream in;
  private final Thread reader;
  private final byte[] ring = new byte[TrainedModel.MAX_LOG];
  private long read;

  private ProcessOutput(InputStream in) {
    this.in = in;
    this.reader = Thread.ofPlatform().daemon().name("training-output").unstarted(this::read);
  }

  static ProcessOutput of(InputStream in) {
    ProcessOutput output = new ProcessOutput(in);
    output.reader.start();
    return output;
  }

  private void read() {
    byte[] buffer = new byte[8192];
    try (in) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        keep(buffer, n);
      }
    } catch (IOException e) {
      byte[] closed =
          ("(its output broke off: " + e.getMessage() + ")").getBytes(StandardCharsets.UTF_8);
      keep(closed, closed.length);
    }
  }

  private synchronized void keep(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      ring[(int) (read++ % ring.length)] = bytes[i];
    }
  }

  /** What was said so far, after waiting a little for the end of it. */
  String text() throws InterruptedException {
    reader.join(PATIENCE);
    synchronized (this) {
      if (read <= ring.length) {
        return new String(ring, 0, (int) read, StandardCharsets.UTF_8);
      }
      int from = (int) (read % ring.length);
      byte[] ordered = Arrays.copyOf(Arrays.copyOfRange(ring, from, ring.length), ring.length);
      System.arraycopy(ring, 0, ordered, ring.length - from, from);
      return new String(ordered, StandardCharsets.UTF_8);
    }
  }
}
