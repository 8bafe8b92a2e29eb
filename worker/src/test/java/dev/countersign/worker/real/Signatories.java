package dev.countersign.worker.real;

import dev.countersign.cli.Cli;
import dev.countersign.cli.Surroundings;
import dev.countersign.cli.Terminal;
import dev.countersign.passport.SigningKey;
import dev.countersign.report.Ink;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** People who may sign, and the server, with keys from {@code countersign keys new}. */
public final class Signatories {
  /** What the worker seals passports as. */
  static final String SERVER = "urn:countersign:tests";

  private static final Map<String, String> PERSON_OF_SEAT =
      Map.of(
          "tech-lead", "tess@bank.example",
          "legal", "leo@bank.example",
          "product", "pia@bank.example",
          "outside-reviewer", "rosa@review.example",
          "data-protection", "dana@bank.example");

  private final Path folder;

  private Signatories(Path folder) {
    this.folder = folder;
  }

  /** Makes everybody's key, and the trust file. */
  static Signatories settle(Path folder) throws IOException {
    Signatories people = new Signatories(Files.createDirectories(folder));
    StringBuilder trust =
        new StringBuilder("apiVersion: countersign.dev/v1\nkind: TrustFile\npeople:\n");
    PERSON_OF_SEAT.forEach(
        (seat, person) ->
            trust
                .append("  %s:\n    name: %s\n    seats: [%s]\n".formatted(person, person, seat))
                .append("    keys:\n      ")
                .append(people.newKey(person)));
    trust
        .append("servers:\n  %s:\n    keys:\n      ".formatted(SERVER))
        .append(people.newKey("server"));
    Files.writeString(people.trust(), trust);
    return people;
  }

  /** The line for the trust file that the command prints. */
  private String newKey(String name) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Surroundings here =
        new Surroundings(
            new Terminal(
                new PrintWriter(out),
                new PrintWriter(err),
                false,
                Ink.PLAIN,
                100,
                question -> Optional.empty()),
            Map.of(),
            folder,
            InstantSource.system());
    int code = Cli.commandLine(here).execute("keys", "new", name);
    if (code != 0) {
      throw new AssertionError("keys new " + name + " ended with " + code + ": " + err);
    }
    return out.toString();
  }

  /** The trust file. */
  public Path trust() {
    return folder.resolve("trust.yaml");
  }

  Path serverKey() {
    return folder.resolve("server.key");
  }

  /** Who fills a seat. */
  public String person(String seat) {
    return Optional.ofNullable(PERSON_OF_SEAT.get(seat))
        .orElseThrow(() -> new IllegalArgumentException("nobody is there for the seat " + seat));
  }

  /** The file with the key of whoever fills a seat. */
  public Path keyFile(String seat) {
    return folder.resolve(person(seat) + ".key");
  }

  SigningKey key(String seat) {
    try {
      return SigningKey.fromPem(Files.readString(keyFile(seat)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
