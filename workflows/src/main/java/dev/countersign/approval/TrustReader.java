package dev.countersign.approval;

import dev.countersign.manifest.binding.DocumentReader;
import dev.countersign.manifest.binding.Draft;
import dev.countersign.manifest.binding.Problems;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Reads trust files: bounded YAML, every mistake at once, with its line and what to do. */
public final class TrustReader {
  private static final DocumentReader READER = new DocumentReader(TrustDocument.class);

  private TrustReader() {}

  /** Reads YAML text; nothing is thrown whatever it holds. */
  public static TrustReading read(String text) {
    Problems problems = new Problems();
    Draft draft = READER.read(text, problems);
    checkIdentities(draft.at("people"), problems);
    checkServers(draft.at("servers"), problems);
    Map<String, String> holders = new HashMap<>();
    draft.at("people").entries().forEach((id, holder) -> checkKeys(holder, id, holders, problems));
    draft.at("servers").entries().forEach((id, holder) -> checkKeys(holder, id, holders, problems));
    TrustFile trust =
        problems.isEmpty() ? trust(draft.as(TrustDocument.class).orElseThrow()) : null;
    return new TrustReading(trust, problems.list());
  }

  private static void checkIdentities(Draft people, Problems problems) {
    Map<String, String> names = new HashMap<>();
    people
        .entries()
        .forEach(
            (id, person) -> {
              String other = names.put(id.toLowerCase(Locale.ROOT), id);
              if (other != null) {
                problems.add(
                    person,
                    "is the same identity as " + other,
                    "Keep one: letter case makes no difference");
              }
              if (id.chars().anyMatch(Character::isWhitespace)) {
                problems.add(
                    person,
                    "is no identity: it holds white space",
                    "Write it as whoever signs the person in knows it, such as ada@lending.example");
              }
            });
  }

  private static void checkServers(Draft servers, Problems problems) {
    servers
        .entries()
        .forEach(
            (id, server) -> {
              if (!id.matches("https?://\\S+|urn:\\S+")) {
                problems.add(
                    server,
                    "is no server's id",
                    "Write the URI the server seals with, as its configuration names it");
              }
              if (server.at("keys").items().isEmpty()) {
                problems.add(
                    server, "has no keys, so nothing it seals can be believed", "Add its key");
              }
            });
  }

  private static void checkKeys(
      Draft holder, String id, Map<String, String> holders, Problems problems) {
    for (Draft written : holder.at("keys").items()) {
      written
          .as(TrustDocument.Key.class)
          .ifPresent(
              key -> {
                try {
                  key.trusted();
                } catch (IllegalArgumentException wrong) {
                  problems.add(
                      written, String.valueOf(wrong.getMessage()), "Correct it, or make a new key");
                }
                String other = holders.put(key.key(), id);
                if (other != null) {
                  problems.add(
                      written.at("key"),
                      "stands under " + other + " already, and a key has one holder",
                      "Remove one; whoever shares a key needs a key of his own");
                }
              });
    }
  }

  private static TrustFile trust(TrustDocument document) {
    return new TrustFile(
        mapped(
            document.people(),
            person -> new TrustFile.Person(person.name(), person.seats(), keys(person.keys()))),
        mapped(document.servers(), server -> new TrustFile.Server(keys(server.keys()))));
  }

  private static List<TrustedKey> keys(List<TrustDocument.Key> keys) {
    return keys.stream().map(TrustDocument.Key::trusted).toList();
  }

  private static <A, B> Map<String, B> mapped(Map<String, A> from, Function<A, B> each) {
    Map<String, B> to = new LinkedHashMap<>();
    from.forEach((key, value) -> to.put(key, each.apply(value)));
    return to;
  }
}
