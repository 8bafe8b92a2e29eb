package dev.countersign.passport;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;

/**
 * A private Ed25519 key (RFC 8032): signs, the same message always alike. It never shows in {@code
 * toString}, and it is no record, so that no serialiser finds it.
 */
public final class SigningKey {
  static final String ALGORITHM = "Ed25519";
  private static final String LABEL = "PRIVATE KEY";

  private final PrivateKey privateKey;
  private final VerifyingKey publicKey;

  private SigningKey(KeyPair pair) {
    this.privateKey = pair.getPrivate();
    this.publicKey = VerifyingKey.of(pair.getPublic());
  }

  /** A new key. */
  public static SigningKey generate() {
    return new SigningKey(generate(new SecureRandom()));
  }

  /**
   * Reads a private PEM file (PKCS #8), as {@link #pem} and {@code openssl genpkey} write it.
   *
   * @throws IllegalArgumentException if it holds no unencrypted Ed25519 key; never repeats the text
   */
  public static SigningKey fromPem(String text) {
    byte[] seed;
    try {
      var spec = new PKCS8EncodedKeySpec(Pem.read(LABEL, text));
      var key = (EdECPrivateKey) KeyFactory.getInstance(ALGORITHM).generatePrivate(spec);
      seed = key.getBytes().orElseThrow();
    } catch (GeneralSecurityException | ClassCastException e) {
      throw new IllegalArgumentException("the private key is no unencrypted Ed25519 key", e);
    }
    return new SigningKey(generate(new Seed(seed)));
  }

  /** The key as a private PEM file: keep it readable by its owner alone. */
  public String pem() {
    return Pem.write(LABEL, privateKey.getEncoded());
  }

  /** The public half. */
  public VerifyingKey publicKey() {
    return publicKey;
  }

  /** The 64 bytes of the signature over {@code message}. */
  public byte[] sign(byte[] message) {
    try {
      Signature signer = Signature.getInstance(ALGORITHM);
      signer.initSign(privateKey);
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform since 15 signs with Ed25519", e);
    }
  }

  @Override
  public String toString() {
    return "the private half of " + publicKey.id();
  }

  private static KeyPair generate(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
      generator.initialize(255, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform since 15 makes Ed25519 keys", e);
    }
  }

  /**
   * A private key file holds 32 bytes and no public key, and the platform derives the public key
   * only while it generates: so it is given these bytes to generate from, once and as they are.
   */
  private static final class Seed extends SecureRandom {
    private final byte[] seed;
    private boolean given;

    Seed(byte[] seed) {
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (given || bytes.length != seed.length) {
        throw new AssertionError("Ed25519 keys are made from 32 bytes, asked for once");
      }
      given = true;
      System.arraycopy(seed, 0, bytes, 0, seed.length);
    }
  }
}
