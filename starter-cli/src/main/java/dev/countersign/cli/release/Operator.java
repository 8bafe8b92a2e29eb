package dev.countersign.cli.release;

import dev.countersign.cli.CommandFailure;
import dev.countersign.cli.KeyFile;
import dev.countersign.cli.Surroundings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who gives an order, why, and with which key, if any. */
public final class Operator {
  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept on record.")
  private @Nullable String reason;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "Sign the order with your private key, so that the log can prove who gave it.")
  private @Nullable Path key;

  @Option(
      names = "--as",
      paramLabel = "PERSON",
      description =
          "Who gives the order (default: the key file's name where it names a person, else the user"
              + " name). Without --key a claim; kept in the log.")
  private @Nullable String person;

  /**
   * Reads the key, before anybody is connected to.
   *
   * @throws CommandFailure if there is none in the file
   */
  public Authority authority(Surroundings surroundings) {
    return new Authority(who(), reason, key == null ? null : KeyFile.read(key, surroundings));
  }

  private String who() {
    if (person != null) {
      return person;
    }
    String user = System.getProperty("user.name", "unknown");
    return key == null ? user : KeyFile.owner(key).orElse(user);
  }
}
