package dev.countersign.approval;

import dev.countersign.manifest.Forms;
import dev.countersign.manifest.Frozen;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.manifest.binding.Doc;
import dev.countersign.manifest.binding.Document;
import dev.countersign.manifest.binding.Form;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A trust file as it is written; {@link TrustReader} makes a {@link TrustFile} of it. */
@Document(apiVersion = ReleaseManifest.API_VERSION, kind = TrustDocument.KIND)
@Doc("Whom a signature may be believed of.")
public record TrustDocument(
    @Doc("People by identity, as whoever signs them in knows them.") Map<String, Person> people,
    @Doc("Servers by id, a URI: they seal passports.") Map<String, Server> servers) {
  public static final String KIND = "TrustFile";

  public TrustDocument {
    people = Frozen.copyOf(people);
    servers = Frozen.copyOf(servers);
  }

  static final String KEY = "MCowBQYDK2VwAyEA[A-Za-z0-9+/]{43}=";
  static final String KEY_WORDS =
      "a public Ed25519 key on one line, as `countersign keys new` prints it";
  static final String MOMENT = "\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z)?";
  static final String MOMENT_WORDS =
      "a date such as 2026-11-21 (its first moment, UTC) or a time such as 2026-11-21T08:00:00Z";

  /** Somebody who may sign. */
  public record Person(
      @Doc("For people to read.") @Nullable String name,
      @Doc("The seats this person may fill.") @Form(pattern = Forms.ID, words = Forms.ID_WORDS)
          List<String> seats,
      @Doc("The keys this person holds; none where a server vouches.") List<Key> keys) {
    public Person {
      seats = seats == null ? List.of() : List.copyOf(seats);
      keys = keys == null ? List.of() : List.copyOf(keys);
    }
  }

  /** A server that seals passports. */
  public record Server(@Doc("The keys it signs with.") List<Key> keys) {
    public Server {
      keys = keys == null ? List.of() : List.copyOf(keys);
    }
  }

  /** A key and when it counts. */
  public record Key(
      @Doc("The public key, base64 on one line.") @Form(pattern = KEY, words = KEY_WORDS)
          String key,
      @Doc("Nothing signed before this counts.") @Form(pattern = MOMENT, words = MOMENT_WORDS)
          @Nullable String from,
      @Doc("Nothing signed from this on counts.") @Form(pattern = MOMENT, words = MOMENT_WORDS)
          @Nullable String until,
      @Doc("Its holder lost it: nothing signed from this on counts.")
          @Form(pattern = MOMENT, words = MOMENT_WORDS)
          @Nullable String revoked) {

    TrustedKey trusted() {
      return new TrustedKey(key, from, until, revoked);
    }
  }
}
