package dev.countersign.traffic.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.manifest.RouterAbility;
import dev.countersign.rollout.Audience;
import dev.countersign.rollout.Route;
import dev.countersign.traffic.TrafficException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Shadow traffic: the candidate sees what callers ask, and callers see nothing of it. Routers that
 * can't mirror say so plainly before anything moves, and nothing moves.
 */
abstract class ShadowConformance extends FallbackConformance {
  private static final int ASKED = 30;

  @Test
  void aShadowSeesEveryRequestAnswersNobodyAndEndsWithItsLease() {
    if (!subject.can(RouterAbility.MIRRORS)) {
      assertMirroringIsRefusedPlainly();
      return;
    }
    accept(apply(1, shadow()));
    assertThat(subject.router().observe().differences(intent(1, shadow(), LONG))).isEmpty();
    long before = subject.mirrored();
    assertThat(
            IntStream.range(0, ASKED)
                .mapToObj(
                    unit ->
                        callers.version(
                            "x-countersign-unit",
                            "applicant-" + unit,
                            "x-countersign-audience",
                            unit % 2 == 0 ? "internal" : "shadow")))
        .containsOnly(incumbent().version());
    awaitMirrored(before + ASKED);
    accept(subject.router().giveBack(claim(2)));
    long after = subject.mirrored();
    assertThat(callers.version()).isEqualTo(incumbent().version());
    assertThat(subject.mirrored()).isEqualTo(after);
    accept(subject.router().apply(intent(3, shadow(), SHORT)));
    awaitEnded();
    assertThat(subject.router().observe().settled()).isTrue();
    assertThat(callers.version()).isEqualTo(incumbent().version());
  }

  private void awaitMirrored(long count) {
    await(count + " mirrored requests", () -> subject.mirrored() >= count);
  }

  private void assertMirroringIsRefusedPlainly() {
    accept(apply(1, part()));
    assertThatThrownBy(() -> apply(2, shadow()))
        .isInstanceOf(TrafficException.class)
        .hasMessageContaining("can't mirror")
        .hasMessageContaining("internal");
    assertThat(subject.router().observe().differences(intent(1, part(), LONG))).isEmpty();
    assertThat(versionOfTheRest()).isEqualTo(incumbent().version());
  }

  private Route shadow() {
    return new Route(incumbent(), candidate(), people(), 0, Audience.SHADOW);
  }
}
