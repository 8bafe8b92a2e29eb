package dev.countersign.passport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Verdict;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
  private static final SigningKey KEY = SigningKey.generate();
  private static final String SUBJECT = Digests.sha256("release".getBytes(UTF_8));
  private static final Statement STATEMENT =
      Statement.about(
          Statement.Descriptor.of("release.json", SUBJECT),
          TestResult.PREDICATE_TYPE,
          TestResult.of(
              GateResult.of(
                  "data-audit",
                  List.of(
                      check("disparate-impact", "age", "<=25", Verdict.PASS),
                      check("proxy-auc", "sex", null, Verdict.WARN),
                      check("representation", null, null, Verdict.INCONCLUSIVE),
                      check("class-imbalance", null, null, null)),
                  List.of()),
              List.of(Statement.Descriptor.of("policy.json", Digests.sha256(new byte[0])))));

  private static Check check(
      String id, @Nullable String attribute, @Nullable String group, @Nullable Verdict verdict) {
    return new Check(
        id, attribute, group, null, null, 1.0, null, null, verdict, null, null, null, null);
  }

  /** The example in DSSE's protocol.md. */
  @Test
  void whatIsSignedIsThePreAuthenticationEncoding() {
    assertThat(
            Envelope.preAuthenticationEncoding(
                "http://example.com/HelloWorld", "hello world".getBytes(UTF_8)))
        .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world".getBytes(UTF_8));
  }

  @Test
  void anEnvelopeSaysWhatWasSignedAndByWhichKey() {
    Envelope envelope = Envelope.sign(STATEMENT, KEY);

    assertThat(envelope.isSignedBy(KEY.publicKey())).isTrue();
    assertThat(envelope.isSignedBy(SigningKey.generate().publicKey())).isFalse();
    assertThat(envelope.statement()).isEqualTo(STATEMENT);
    assertThat(envelope.statement().subjectDigest()).isEqualTo(SUBJECT);
    assertThat(Envelope.sign(STATEMENT, KEY)).isEqualTo(envelope);
    assertThat(Json.read(Json.canonicalBytes(envelope), Envelope.class)).isEqualTo(envelope);
  }

  @Test
  void anotherPayloadUnderTheSameSignatureIsNotSigned() {
    Envelope envelope = Envelope.sign(STATEMENT, KEY);
    Statement other =
        Statement.about(Statement.Descriptor.of("x", SUBJECT), "https://x.example/v1", Map.of());
    var forged =
        new Envelope(
            Envelope.IN_TOTO,
            Base64.getEncoder().encodeToString(Json.canonicalBytes(other)),
            envelope.signatures());

    assertThat(forged.isSignedBy(KEY.publicKey())).isFalse();
  }

  @Test
  void aPayloadThatCanBeReadInTwoWaysIsNotRead() {
    String twice =
        new String(Json.canonicalBytes(STATEMENT), UTF_8)
            .replace("\"_type\"", "\"_type\":\"x\",\"_type\"");

    assertThatThrownBy(() -> Statement.read(twice.getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("canonical");
  }

  @Test
  void envelopesOfAnotherShapeAreRefused() {
    Envelope.Signed signed = Envelope.sign(STATEMENT, KEY).signatures().getFirst();

    assertThatThrownBy(() -> new Envelope("text/plain", "AAAA", List.of(signed)))
        .hasMessageContaining(Envelope.IN_TOTO);
    assertThatThrownBy(() -> new Envelope(Envelope.IN_TOTO, "AAAA", List.of()))
        .hasMessageContaining("one signature");
    assertThatThrownBy(() -> new Envelope(Envelope.IN_TOTO, "AAAA", List.of(signed, signed)))
        .hasMessageContaining("one signature");
    assertThatThrownBy(() -> new Envelope(Envelope.IN_TOTO, "!", List.of(signed)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> STATEMENT.predicate("https://x.example/v1", TestResult.class))
        .hasMessageContaining("https://x.example/v1");
  }

  @Test
  void aGatesVerdictIsToldInTheWordsOfInToto() {
    TestResult told = STATEMENT.predicate(TestResult.PREDICATE_TYPE, TestResult.class);

    assertThat(told.result()).isEqualTo(TestResult.Result.FAILED);
    assertThat(told.passedTests()).containsExactly("disparate-impact [age: <=25]");
    assertThat(told.warnedTests()).containsExactly("proxy-auc [sex]");
    assertThat(told.failedTests()).containsExactly("representation");
    assertThat(told.configuration().getFirst().sha256()).isEqualTo(Digests.sha256(new byte[0]));
  }
}
