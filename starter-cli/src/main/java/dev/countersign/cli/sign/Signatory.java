package dev.countersign.cli.sign;

import dev.countersign.approval.Seat;
import dev.countersign.cli.CommandFailure;
import dev.countersign.cli.KeyFile;
import dev.countersign.cli.Surroundings;
import dev.countersign.passport.SigningKey;
import dev.countersign.report.ExitCode;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who signs, from which seat, with which key. */
final class Signatory {
  @Option(
      names = "--seat",
      required = true,
      paramLabel = "ROLE",
      description = "The seat you fill, for example legal.")
  private String seat = "";

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "Your private key, as countersign keys new wrote it.")
  private @Nullable Path key;

  @Option(
      names = "--as",
      paramLabel = "PERSON",
      description =
          "You, as the trust file names you (default: the one person of the seat, else the key"
              + " file's name).")
  private @Nullable String person;

  String seat() {
    return seat;
  }

  SigningKey signingKey(Surroundings surroundings) {
    return KeyFile.read(Objects.requireNonNull(key), surroundings);
  }

  /** The person, for a seat that was asked. */
  String person(Optional<Seat> asked) {
    if (person != null) {
      return person;
    }
    if (asked.isPresent() && asked.get().people().size() == 1) {
      return asked.get().people().getFirst();
    }
    return KeyFile.owner(Objects.requireNonNull(key))
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.USAGE,
                    "who are you? The seat " + seat + " and the key file's name don't tell",
                    "Add --as PERSON, as the trust file names you"));
  }
}
