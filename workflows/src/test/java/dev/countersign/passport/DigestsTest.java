package dev.countersign.passport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigestsTest {
  /** FIPS 180-4, the example of one block. */
  private static final String ABC =
      "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void digestsAreSha256InLowerCaseHexadecimal() {
    assertThat(Digests.sha256("abc".getBytes(UTF_8))).isEqualTo(ABC);
    assertThat(Digests.parse(ABC)).hasSize(64).startsWith("ba78");
  }

  @Property
  void aStreamHasTheDigestOfItsBytes(@ForAll byte[] content) throws IOException {
    assertThat(Digests.sha256(new ByteArrayInputStream(content)))
        .isEqualTo(Digests.sha256(content));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "sha256:",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "sha256:BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\n",
        "sha512:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "sha256:../../../../../../../../../../../../../../../../../../etc/passwd"
      })
  void whatIsNoDigestIsRefused(String text) {
    assertThat(Digests.isValid(text)).isFalse();
    assertThatThrownBy(() -> Digests.validate(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
