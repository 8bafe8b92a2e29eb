package dev.countersign.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.manifest.Problem;
import dev.countersign.passport.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TrustReaderTest {
  private static final SigningKey KEY = SigningKey.generate();
  private static final String LINE = new TrustedKey(KEY.publicKey().key(), null, null, null).line();
  private static final String HEAD = "apiVersion: countersign.dev/v1\nkind: TrustFile\n";

  @Test
  void theExampleThatIsShippedIsAccepted() throws IOException {
    TrustReading reading = TrustReader.read(Files.readString(Path.of("../examples/trust.yaml")));

    assertThat(reading.problems()).isEmpty();
    TrustFile trust = Objects.requireNonNull(reading.trust());
    assertThat(trust.people()).hasSize(5);
    assertThat(trust.people().values().stream().flatMap(p -> p.seats().stream()))
        .contains("tech-lead", "legal", "product", "outside-reviewer");
    assertThat(trust.servers()).hasSize(1);
  }

  @Test
  void aKeysLineReadsBack() {
    var key = new TrustedKey(KEY.publicKey().key(), "2026-01-01", "2027-01-01T00:00:00Z", null);
    TrustReading reading =
        TrustReader.read(
            HEAD + "people:\n  leo@x.example:\n    seats: [legal]\n    keys:\n      " + key.line());

    assertThat(Objects.requireNonNull(reading.trust()).holder(KEY.publicKey().id()))
        .contains(new TrustFile.Holder.OfPerson("leo@x.example", key));
  }

  @Test
  void everyMistakeIsToldAtOnceWithItsLineAndARemedy() {
    TrustReading reading =
        TrustReader.read(
            HEAD
                + "people:\n"
                + "  leo@x.example:\n"
                + "    seats: [Legal]\n"
                + "    keys:\n"
                + "      - {key: secret}\n"
                + "      "
                + LINE
                + "\n"
                + "  LEO@x.example: {seats: [legal], kyes: []}\n"
                + "  pia@x.example:\n"
                + "    keys:\n"
                + "      "
                + LINE
                + "\n"
                + "      - {key: "
                + SigningKey.generate().publicKey().key()
                + ", from: 2026-02-01, until: 2026-01-01}\n"
                + "servers:\n"
                + "  production: {keys: []}\n");

    assertThat(reading.trust()).isNull();
    assertThat(reading.problems()).allSatisfy(problem -> assertThat(problem.remedy()).isNotBlank());
    assertThat(reading.problems().stream().map(Problem::line)).contains(5, 7, 9, 12, 13, 15);
    assertThat(reading.problems().toString())
        .contains("same identity")
        .contains("one holder")
        .contains("is not before until")
        .contains("no server's id")
        .contains("nothing it seals can be believed");
  }

  @Test
  void aPrivateKeyPastedInIsNotAccepted() {
    String secret = KEY.pem().lines().skip(1).findFirst().orElseThrow();
    TrustReading reading =
        TrustReader.read(HEAD + "people: {leo@x.example: {keys: [{key: " + secret + "}]}}");

    assertThat(reading.trust()).isNull();
  }

  @Test
  void aKeyIsInForceFromItsFirstMomentUntilItsLast() {
    var key =
        new TrustedKey(KEY.publicKey().key(), "2026-01-01", "2027-01-01", "2026-06-01T12:00:00Z");

    assertThat(key.notInForce(Instant.parse("2025-12-31T23:59:59Z"))).isPresent();
    assertThat(key.notInForce(Instant.parse("2026-01-01T00:00:00Z"))).isEmpty();
    assertThat(key.notInForce(Instant.parse("2026-06-01T11:59:59Z"))).isEmpty();
    assertThat(key.notInForce(Instant.parse("2026-06-01T12:00:00Z"))).isPresent();
    assertThat(key.notInForce(Instant.parse("2027-01-01T00:00:00Z"))).isPresent();
  }

  @Property
  void whateverTextComesNothingIsThrown(@ForAll String text) {
    assertThat(TrustReader.read(text).trust()).isNull();
    assertThat(TrustReader.read(HEAD + text)).isNotNull();
  }
}
