package dev.countersign.worker.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** People with keys from {@code countersign keys new}, and the trust file that names them. */
final class Keyring {
  static final String SERVER = "urn:countersign:tests";

  /** The seat of each; the build that hands releases in has none. */
  private static final Map<String, String> SEATS =
      Map.of(
          "ci@lending.example", "",
          "olga@ops.example", "",
          "tess@lending.example", "tech-lead",
          "leo@lending.example", "legal",
          "pia@lending.example", "product",
          "rosa@review.example", "outside-reviewer");

  private final Path folder;

  private Keyring(Path folder) {
    this.folder = folder;
  }

  /** Makes everybody's key and writes {@code trust.yaml}. */
  static Keyring make(Path folder) throws IOException {
    Keyring keys = new Keyring(folder);
    Map<String, String> lines = new LinkedHashMap<>();
    SEATS.keySet().stream().sorted().forEach(person -> lines.put(person, keys.newKey(person)));
    String people =
        lines.entrySet().stream()
            .map(
                one ->
                    "  %s:%n    seats: [%s]%n    keys:%n      %s%n"
                        .formatted(one.getKey(), SEATS.get(one.getKey()), one.getValue()))
            .collect(Collectors.joining());
    Files.writeString(
        keys.trust(),
        "apiVersion: countersign.dev/v1\nkind: TrustFile\npeople:\n"
            + people
            + "servers:\n  "
            + SERVER
            + ":\n    keys:\n      "
            + keys.newKey("server")
            + "\n");
    return keys;
  }

  /** Makes a key and gives the line for the trust file. */
  String newKey(String name) {
    Shell.Said said = new Shell(folder, Map.of()).run("keys", "new", name);
    if (said.code() != 0) {
      throw new AssertionError(said.toString());
    }
    return said.out().strip();
  }

  Path trust() {
    return folder.resolve("trust.yaml");
  }

  Path server() {
    return folder.resolve("server.key");
  }

  /** The key file of a person. */
  String of(String person) {
    return folder.resolve(person + ".key").toString();
  }

  /** The key file of whoever fills a seat. */
  String inSeat(String seat) {
    return SEATS.entrySet().stream()
        .filter(one -> one.getValue().equals(seat))
        .map(one -> of(one.getKey()))
        .findFirst()
        .orElseThrow();
  }
}
