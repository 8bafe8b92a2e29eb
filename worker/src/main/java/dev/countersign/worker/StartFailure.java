package dev.countersign.worker;

import dev.countersign.cli.CommandFailure;
import dev.countersign.client.ClientException;
import dev.countersign.report.ExitCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;

/** Why a worker did not start, where that is for whoever starts it to mend. */
final class StartFailure {
  private static final String AGAIN = "Correct that and start the worker again";

  private StartFailure() {}

  /** The failure in words and with its remedy; as it came where it is nobody's mistake but ours. */
  static RuntimeException of(RuntimeException failure) {
    Optional<PortInUseException> taken = cause(failure, PortInUseException.class);
    if (taken.isPresent()) {
      return new CommandFailure(
          ExitCode.USAGE,
          "port " + taken.get().getPort() + " is taken",
          "Name another with --port, or 0 for any free one",
          failure);
    }
    Throwable innermost = innermost(failure);
    String said = innermost.getMessage();
    if (innermost instanceof ClientException known) {
      return known;
    }
    return said == null || !isWhatItWasTold(innermost)
        ? failure
        : new CommandFailure(ExitCode.USAGE, named(failure, said), AGAIN, failure);
  }

  private static boolean isWhatItWasTold(Throwable innermost) {
    return innermost instanceof IllegalArgumentException
        || innermost instanceof IllegalStateException
        || innermost.getClass().getPackageName().startsWith("dev.countersign.");
  }

  /** With the property's name, where the words lack it. */
  private static String named(RuntimeException failure, String said) {
    return said.startsWith("countersign.")
        ? said
        : cause(failure, BindException.class)
            .map(bind -> bind.getName() + ": " + said)
            .orElse(said);
  }

  private static Throwable innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return Optional.of(type.cast(cause));
      }
    }
    return Optional.empty();
  }
}
