package dev.countersign.passport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
  private static final SigningKey KEY = SigningKey.generate();
  private static final byte[] MESSAGE = "what was seen".getBytes(UTF_8);
  private static final HexFormat HEX = HexFormat.of();

  /** RFC 8032, section 7.1, tests 1 to 3. */
  @ParameterizedTest
  @CsvSource({
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
        + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
        + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
        + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
        + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
        + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
        + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
  })
  void aPrivateKeyFileGivesThePublicKeyAndSignaturesOfTheStandard(
      String seed, String publicKey, String message, String signature) {
    byte[] pkcs8 = HEX.parseHex("302e020100300506032b657004220420" + seed);
    SigningKey key = SigningKey.fromPem(Pem.write("PRIVATE KEY", pkcs8));

    assertThat(Base64.getDecoder().decode(key.publicKey().key()))
        .isEqualTo(HEX.parseHex("302a300506032b6570032100" + publicKey));
    assertThat(key.sign(HEX.parseHex(message))).isEqualTo(HEX.parseHex(signature));
    assertThat(key.publicKey().verifies(HEX.parseHex(message), HEX.parseHex(signature))).isTrue();
  }

  @Test
  void aKeySurvivesItsFiles() {
    SigningKey back = SigningKey.fromPem(KEY.pem());

    assertThat(back.publicKey()).isEqualTo(KEY.publicKey());
    assertThat(back.sign(MESSAGE)).isEqualTo(KEY.sign(MESSAGE));
    assertThat(VerifyingKey.fromPem(KEY.publicKey().pem())).isEqualTo(KEY.publicKey());
    assertThat(new VerifyingKey(KEY.publicKey().key()).id()).isEqualTo(KEY.publicKey().id());
  }

  @Test
  void anotherKeyOrAnotherMessageDoesNotVerify() {
    byte[] signature = KEY.sign(MESSAGE);

    assertThat(KEY.publicKey().verifies(MESSAGE, signature)).isTrue();
    assertThat(SigningKey.generate().publicKey().verifies(MESSAGE, signature)).isFalse();
    assertThat(KEY.publicKey().verifies("what was not".getBytes(UTF_8), signature)).isFalse();
  }

  @Property
  void aSignatureWithAFlippedBitDoesNotVerify(@ForAll @IntRange(max = 511) int bit) {
    byte[] signature = KEY.sign(MESSAGE);
    signature[bit / 8] ^= (byte) (1 << (bit % 8));

    assertThat(KEY.publicKey().verifies(MESSAGE, signature)).isFalse();
  }

  @Property
  void noBytesAtAllMakeVerifyingThrow(@ForAll byte[] signature) {
    assertThat(KEY.publicKey().verifies(MESSAGE, signature)).isFalse();
  }

  @Test
  void thePrivateHalfShowsInNoText() {
    String secret = KEY.pem().lines().skip(1).findFirst().orElseThrow();

    assertThat(KEY.toString()).doesNotContain(secret).contains(KEY.publicKey().id());
    assertThatThrownBy(() -> SigningKey.fromPem(KEY.pem().replace("PRIVATE", "SECRET")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(secret);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AAAA", "not base64!", "MCowBQYDK2VwAyEA"})
  void whatIsNoPublicKeyIsRefused(String key) {
    assertThatThrownBy(() -> new VerifyingKey(key)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aKeyForOtherAlgorithmsIsRefused() throws Exception {
    var pair = java.security.KeyPairGenerator.getInstance("EC").generateKeyPair();

    assertThatThrownBy(
            () -> SigningKey.fromPem(Pem.write("PRIVATE KEY", pair.getPrivate().getEncoded())))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> VerifyingKey.fromPem(Pem.write("PUBLIC KEY", pair.getPublic().getEncoded())))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Arrays.asList(KEY.pem().split("\n"))).hasSize(3);
  }
}
