package dev.countersign.passport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReleaseDigestTest {
  private static final ReleaseDigest RELEASE =
      ReleaseDigest.of(digest(1), digest(2), Map.of("source", digest(3)), null);

  @Test
  void theDigestIsThatOfTheCanonicalParts() {
    assertThat(RELEASE.digest())
        .isEqualTo(
            Digests.ofJson(
                Map.of(
                    "manifest",
                    digest(1),
                    "policy",
                    digest(2),
                    "data",
                    Map.of("source", digest(3)))));
  }

  @Test
  void everyPartMovesIt() {
    assertThat(RELEASE.withModel(digest(4)).digest()).isNotEqualTo(RELEASE.digest());
    assertThat(ReleaseDigest.of(digest(9), digest(2), RELEASE.data(), null).digest())
        .isNotEqualTo(RELEASE.digest());
    assertThat(ReleaseDigest.of(digest(1), digest(9), RELEASE.data(), null).digest())
        .isNotEqualTo(RELEASE.digest());
    assertThat(ReleaseDigest.of(digest(1), digest(2), Map.of("source", digest(9)), null).digest())
        .isNotEqualTo(RELEASE.digest());
    assertThat(ReleaseDigest.of(digest(1), digest(2), Map.of("other", digest(3)), null).digest())
        .isNotEqualTo(RELEASE.digest());
  }

  @Test
  void theOrderOfSourcesDoesNot() {
    Map<String, String> one = new LinkedHashMap<>();
    one.put("train", digest(5));
    one.put("evaluation", digest(6));
    Map<String, String> other = new LinkedHashMap<>();
    other.put("evaluation", digest(6));
    other.put("train", digest(5));

    assertThat(ReleaseDigest.of(digest(1), digest(2), one, null).digest())
        .isEqualTo(ReleaseDigest.of(digest(1), digest(2), other, null).digest());
  }

  @Test
  void beforeItsModelItIsTheReleaseTheDataBoardSaw() {
    assertThat(RELEASE.withModel(digest(4)).withoutModel()).isEqualTo(RELEASE);
  }

  @Test
  void itReadsBack() {
    ReleaseDigest withModel = RELEASE.withModel(digest(4));

    assertThat(Json.read(Json.canonicalBytes(withModel), ReleaseDigest.class)).isEqualTo(withModel);
  }

  @Test
  void partsThatAreNoDigestsAreRefused() {
    assertThatThrownBy(() -> RELEASE.withModel("latest"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ReleaseDigest.of(digest(1), digest(2), Map.of(), null))
        .hasMessageContaining("data");
  }

  private static String digest(int of) {
    return Digests.sha256(new byte[] {(byte) of});
  }
}
