package dev.countersign.passport;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * A public Ed25519 key (RFC 8032): checks signatures.
 *
 * @param key base64 of its SubjectPublicKeyInfo (RFC 8410), one line: what stands in a trust file
 *     and, between the BEGIN and END lines, in a public PEM file
 */
public record VerifyingKey(String key) {
  private static final String LABEL = "PUBLIC KEY";

  public VerifyingKey {
    try {
      PublicKey parsed = parse(key);
      Signature.getInstance(SigningKey.ALGORITHM).initVerify(parsed);
      if (!encode(parsed.getEncoded()).equals(key)) {
        throw new IllegalArgumentException("a public key is written in one way only: " + key);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a public Ed25519 key: " + key, e);
    }
  }

  /**
   * Reads a public PEM file, as {@code openssl pkey -pubout} writes it.
   *
   * @throws IllegalArgumentException if it holds no Ed25519 key
   */
  public static VerifyingKey fromPem(String text) {
    return new VerifyingKey(encode(Pem.read(LABEL, text)));
  }

  /** The key as a public PEM file. */
  public String pem() {
    return Pem.write(LABEL, der());
  }

  /** The key's name in envelopes: the digest of its SubjectPublicKeyInfo. */
  public String id() {
    return idOf(key);
  }

  /** The {@link #id} of the key that {@code key} is, if it is one. */
  public static String idOf(String key) {
    return Digests.sha256(Base64.getDecoder().decode(key));
  }

  /** Whether {@code signature} is this key's over {@code message}. */
  public boolean verifies(byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(SigningKey.ALGORITHM);
      verifier.initVerify(parse(key));
      verifier.update(message);
      return verifier.verify(signature);
    } catch (SignatureException e) {
      return false; // of the wrong length, or not a point on the curve
    } catch (GeneralSecurityException e) {
      throw new AssertionError("the constructor let a bad key pass", e);
    }
  }

  static VerifyingKey of(PublicKey key) {
    return new VerifyingKey(encode(key.getEncoded()));
  }

  private byte[] der() {
    return Base64.getDecoder().decode(key);
  }

  private static PublicKey parse(String key) throws GeneralSecurityException {
    var spec = new X509EncodedKeySpec(Base64.getDecoder().decode(key));
    return KeyFactory.getInstance(SigningKey.ALGORITHM).generatePublic(spec);
  }

  private static String encode(byte[] der) {
    return Base64.getEncoder().encodeToString(der);
  }
}
