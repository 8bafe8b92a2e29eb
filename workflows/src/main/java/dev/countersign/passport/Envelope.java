package dev.countersign.passport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;

/**
 * A signed statement: a DSSE envelope (Dead Simple Signing Envelope, v1) with one Ed25519
 * signature. {@code cosign verify-blob-attestation} checks it offline. What an envelope says is
 * worth nothing until {@link #isSignedBy} has said yes for a key one trusts.
 *
 * @param payloadType {@link #IN_TOTO}
 * @param payload base64 of the statement's canonical JSON
 * @param signatures exactly one
 */
public record Envelope(String payloadType, String payload, List<Signed> signatures) {
  /** The payload type of in-toto statements. */
  public static final String IN_TOTO = "application/vnd.in-toto+json";

  /**
   * A signature.
   *
   * @param keyid {@link VerifyingKey#id} of the key that made it: a hint where to look, proof of
   *     nothing
   * @param sig base64 of the signature over the pre-authentication encoding
   */
  public record Signed(String keyid, String sig) {
    public Signed {
      Digests.validate(keyid);
      requireBase64("sig", sig);
    }
  }

  public Envelope {
    if (!IN_TOTO.equals(payloadType)) {
      throw new IllegalArgumentException("payloadType is " + IN_TOTO + ", not " + payloadType);
    }
    requireBase64("payload", payload);
    signatures = signatures == null ? List.of() : List.copyOf(signatures);
    if (signatures.size() != 1) {
      throw new IllegalArgumentException("an envelope has one signature, not " + signatures.size());
    }
  }

  /** Signs a statement. */
  public static Envelope sign(Statement statement, SigningKey key) {
    byte[] payload = Json.canonicalBytes(statement);
    byte[] signature = key.sign(preAuthenticationEncoding(IN_TOTO, payload));
    return new Envelope(
        IN_TOTO,
        Base64.getEncoder().encodeToString(payload),
        List.of(new Signed(key.publicKey().id(), Base64.getEncoder().encodeToString(signature))));
  }

  /** The {@link VerifyingKey#id} the signature claims to be made with. */
  public String keyId() {
    return signatures.getFirst().keyid();
  }

  /** Whether {@code key} made the signature over this very payload. */
  public boolean isSignedBy(VerifyingKey key) {
    byte[] signature = Base64.getDecoder().decode(signatures.getFirst().sig());
    return key.id().equals(keyId())
        && key.verifies(preAuthenticationEncoding(payloadType, content()), signature);
  }

  /**
   * What it says.
   *
   * @throws IllegalArgumentException if the payload is no statement in canonical JSON: what can be
   *     read in two ways is not read at all
   */
  public Statement statement() {
    return Statement.read(content());
  }

  /** The digest of the envelope's canonical JSON: its name in the log and in the passport. */
  public String digest() {
    return Digests.ofJson(this);
  }

  private byte[] content() {
    return Base64.getDecoder().decode(payload);
  }

  /** DSSE's PAE: what is signed, so that type and payload can't run into each other. */
  static byte[] preAuthenticationEncoding(String type, byte[] payload) {
    byte[] typeBytes = type.getBytes(UTF_8);
    var bytes = new ByteArrayOutputStream(payload.length + 64);
    bytes.writeBytes(("DSSEv1 " + typeBytes.length + " ").getBytes(UTF_8));
    bytes.writeBytes(typeBytes);
    bytes.writeBytes((" " + payload.length + " ").getBytes(UTF_8));
    bytes.writeBytes(payload);
    return bytes.toByteArray();
  }

  private static void requireBase64(String field, String value) {
    if (value == null) {
      throw new IllegalArgumentException("an envelope needs its " + field);
    }
    Base64.getDecoder().decode(value);
  }
}
