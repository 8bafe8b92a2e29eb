package dev.countersign.http;

import org.jspecify.annotations.Nullable;

/** A request that gets another answer than it hoped for. */
public class HttpProblem extends Exception {
  private final int status;

  /**
   * @param status HTTP status, 400 to 599
   * @param message what is wrong and what to do, for the caller
   * @param cause for the log; never sent
   */
  public HttpProblem(int status, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /** HTTP status, 400 to 599. */
  public final int status() {
    return status;
  }
}
