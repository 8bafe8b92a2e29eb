package dev.countersign.cli.sign;

import dev.countersign.approval.Seat;
import dev.countersign.cli.CommandFailure;
import dev.countersign.cli.InputFile;
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
  private static final long MAX_BYTES = 1 << 20;

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
    String text = InputFile.text(Objects.requireNonNull(key), surroundings, MAX_BYTES);
    try {
      return SigningKey.fromPem(text);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          key + ": " + e.getMessage(),
          "Make a key with: countersign keys new NAME",
          e);
    }
  }

  /** The person, for a seat that was asked. */
  String person(Optional<Seat> asked) {
    if (person != null) {
      return person;
    }
    if (asked.isPresent() && asked.get().people().size() == 1) {
      return asked.get().people().getFirst();
    }
    String file = Objects.requireNonNull(key).getFileName().toString();
    String stem = file.replaceFirst("\\.(key|pem)$", "");
    if (stem.contains("@")) {
      return stem;
    }
    throw new CommandFailure(
        ExitCode.USAGE,
        "who are you? The seat " + seat + " and the key file's name don't tell",
        "Add --as PERSON, as the trust file names you");
  }
}
