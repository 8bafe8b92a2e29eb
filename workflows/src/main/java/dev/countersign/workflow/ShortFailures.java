package dev.countersign.workflow;

import io.temporal.api.failure.v1.Failure;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.FailureConverter;
import io.temporal.failure.DefaultFailureConverter;

/**
 * Failures as Temporal's own converter writes them, with short stack traces. Of an activity that is
 * tried again the server keeps 4 KB of the last failure; of a longer one it says to operators only
 * that it was too long. The worker's log has the whole trace.
 */
final class ShortFailures implements FailureConverter {
  private static final int LONGEST_TRACE = 500;

  private final FailureConverter whole = new DefaultFailureConverter();

  @Override
  public RuntimeException failureToException(Failure failure, DataConverter converter) {
    return whole.failureToException(failure, converter);
  }

  @Override
  public Failure exceptionToFailure(Throwable thrown, DataConverter converter) {
    return shortened(whole.exceptionToFailure(thrown, converter));
  }

  private static Failure shortened(Failure failure) {
    Failure.Builder shorter = failure.toBuilder();
    String trace = failure.getStackTrace();
    if (trace.length() > LONGEST_TRACE) {
      shorter.setStackTrace(trace.substring(0, trace.lastIndexOf('\n', LONGEST_TRACE) + 1));
    }
    if (failure.hasCause()) {
      shorter.setCause(shortened(failure.getCause()));
    }
    return shorter.build();
  }
}
