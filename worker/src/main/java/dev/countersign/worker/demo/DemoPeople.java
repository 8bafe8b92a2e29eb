package dev.countersign.worker.demo;

import dev.countersign.cli.KeyFile;
import dev.countersign.passport.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The people of the demonstration: they exist as long as its folder, each with a key of his own.
 */
public final class DemoPeople {
  /**
   * One of them.
   *
   * @param id as the trust file names the person
   * @param name for people to read
   * @param seat the seat the person may fill
   */
  public record Person(String id, String name, String seat) {}

  private static final List<Person> ALL =
      List.of(
          new Person("tess@bank.example", "Tess Adeyemi", "tech-lead"),
          new Person("leo@bank.example", "Leo Brandt", "legal"),
          new Person("pia@bank.example", "Pia Costa", "product"),
          new Person("rosa@review.example", "Rosa Lindqvist", "outside-reviewer"));

  /** Hands the release in, and so fills no seat. */
  static final String SUBMITTER = "ci@bank.example";

  private final Map<String, SigningKey> keys = new LinkedHashMap<>();

  private DemoPeople() {}

  /** All of them. */
  public static List<Person> all() {
    return ALL;
  }

  /**
   * Makes their keys and the trust file that names them and the server.
   *
   * @param keysFolder where the keys go
   * @param trustFile the trust file
   * @param serverId URI the server seals passports as
   * @param serverKey its key
   */
  static DemoPeople settle(Path keysFolder, Path trustFile, String serverId, SigningKey serverKey)
      throws IOException {
    DemoPeople people = new DemoPeople();
    StringBuilder trust =
        new StringBuilder(
            """
            # Made up by `countersign demo`, keys and all. Never trust it with anything else.
            apiVersion: countersign.dev/v1
            kind: TrustFile
            people:
            """);
    for (Person person : ALL) {
      trust.append(entry(person, people.equip(person.id(), keysFolder)));
    }
    trust.append(
        """
          %s:
            keys:
              - {key: %s}
        """
            .formatted(SUBMITTER, people.equip(SUBMITTER, keysFolder).publicKey().key()));
    trust.append(
        """
        servers:
          %s:
            keys:
              - {key: %s}
        """
            .formatted(serverId, serverKey.publicKey().key()));
    Files.writeString(trustFile, trust);
    return people;
  }

  private SigningKey equip(String id, Path keysFolder) throws IOException {
    SigningKey key = SigningKey.generate();
    keys.put(id, key);
    writePrivately(keysFolder.resolve(id + ".key"), key);
    return key;
  }

  private static String entry(Person person, SigningKey key) {
    return """
    %s:
      name: %s
      seats: [%s]
      keys:
        - {key: %s}
    """
        .formatted(person.id(), person.name(), person.seat(), key.publicKey().key())
        .indent(2);
  }

  /** Who may fill a seat. */
  static Optional<Person> inSeat(String seat) {
    return ALL.stream().filter(person -> person.seat().equals(seat)).findFirst();
  }

  /** A person's key. */
  SigningKey keyOf(String id) {
    SigningKey key = keys.get(id);
    if (key == null) {
      throw new IllegalArgumentException(id + " is nobody of this demonstration");
    }
    return key;
  }

  /** Writes a key over the one of an earlier demonstration in the same folder. */
  static void writePrivately(Path file, SigningKey key) throws IOException {
    Files.deleteIfExists(file);
    KeyFile.write(file, key);
  }
}
