package dev.countersign.approval;

import dev.countersign.manifest.Frozen;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whom a signature may be believed of: a file that whoever verifies keeps and vouches for, so it is
 * never part of what it judges. A key has one holder.
 *
 * @param people by identity, as whoever signs them in knows them
 * @param servers by id, a URI: they seal passports, and vouch for people where that is enough
 */
public record TrustFile(Map<String, Person> people, Map<String, Server> servers) {

  /**
   * Somebody who may sign.
   *
   * @param name for people to read
   * @param seats the seats he or she may fill
   * @param keys the keys he or she holds; none for people a server vouches for
   */
  public record Person(@Nullable String name, List<String> seats, List<TrustedKey> keys) {
    public Person {
      seats = seats == null ? List.of() : List.copyOf(seats);
      keys = keys == null ? List.of() : List.copyOf(keys);
    }
  }

  /**
   * A server that seals passports.
   *
   * @param keys the keys it signs with
   */
  public record Server(List<TrustedKey> keys) {
    public Server {
      keys = keys == null ? List.of() : List.copyOf(keys);
    }
  }

  /** Who holds a key. */
  public sealed interface Holder {
    /** The key. */
    TrustedKey key();

    /** A person does. */
    record OfPerson(String person, TrustedKey key) implements Holder {}

    /** A server does. */
    record OfServer(String server, TrustedKey key) implements Holder {}
  }

  /** Rejects a key with two holders, and two people whose identities differ only in case. */
  public TrustFile {
    people = Frozen.copyOf(people);
    servers = Frozen.copyOf(servers);
    Map<String, String> names = new HashMap<>();
    for (String person : people.keySet()) {
      String other = names.put(person.toLowerCase(Locale.ROOT), person);
      if (other != null) {
        throw new IllegalArgumentException(other + " and " + person + " are one identity");
      }
    }
    Map<String, String> holders = new HashMap<>();
    people.forEach((id, person) -> person.keys().forEach(key -> hold(holders, key, id)));
    servers.forEach((id, server) -> server.keys().forEach(key -> hold(holders, key, id)));
  }

  /** Who holds the key with this id. */
  public Optional<Holder> holder(String keyId) {
    for (var person : people.entrySet()) {
      for (TrustedKey key : person.getValue().keys()) {
        if (key.id().equals(keyId)) {
          return Optional.of(new Holder.OfPerson(person.getKey(), key));
        }
      }
    }
    for (var server : servers.entrySet()) {
      for (TrustedKey key : server.getValue().keys()) {
        if (key.id().equals(keyId)) {
          return Optional.of(new Holder.OfServer(server.getKey(), key));
        }
      }
    }
    return Optional.empty();
  }

  private static void hold(Map<String, String> holders, TrustedKey key, String holder) {
    String other = holders.put(key.key(), holder);
    if (other != null) {
      throw new IllegalArgumentException(
          "the key " + key.key() + " stands under " + other + " and again under " + holder);
    }
  }
}
