package dev.countersign.worker.check;

import dev.countersign.cli.Terminal;
import dev.countersign.gates.Progress;

/** Progress of long work on one line of a terminal, which goes away; nothing in a pipe. */
final class ProgressLine implements Progress {
  private static final String CLEAR = "\r\u001b[K";

  private final Terminal terminal;

  ProgressLine(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void report(String step, double done) {
    if (terminal.isInteractive()) {
      terminal
          .err()
          .print(
              CLEAR + terminal.ink().faint("%3d %%  %s".formatted(Math.round(done * 100), step)));
      terminal.err().flush();
    }
  }

  /** Takes the line away. */
  void clear() {
    if (terminal.isInteractive()) {
      terminal.err().print(CLEAR);
      terminal.err().flush();
    }
  }
}
