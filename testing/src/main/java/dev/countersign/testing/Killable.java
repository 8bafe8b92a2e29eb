package dev.countersign.testing;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A process that a test may kill, stop in its tracks, and start again with the state it left. */
public interface Killable {
  /** For messages, for example {@code haproxy}. */
  String name();

  long pid();

  /** Kills it with SIGKILL, and waits until it is gone. */
  void kill();

  /** Starts it again, after {@link #kill()}, and waits until it is ready. */
  void startAgain();

  /** Stops it with SIGSTOP: it holds its connections and answers nobody. */
  default void stall() {
    signal("STOP");
  }

  /** Lets it go on where it was stalled. */
  default void goOn() {
    signal("CONT");
  }

  private void signal(String signal) {
    try {
      int code = new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start().waitFor();
      if (code != 0) {
        throw new IllegalStateException(
            "kill -%s of %s %d ended with %d".formatted(signal, name(), pid(), code));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while signalling " + name(), e);
    }
  }
}
