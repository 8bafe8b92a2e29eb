package dev.countersign.traffic.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.manifest.RouterAbility;
import dev.countersign.rollout.Audience;
import dev.countersign.rollout.Fallback;
import dev.countersign.rollout.LeaseClaim;
import dev.countersign.rollout.ModelTarget;
import dev.countersign.rollout.Role;
import dev.countersign.rollout.Route;
import dev.countersign.rollout.RouteObservation;
import dev.countersign.traffic.TrafficException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What serves when no model may. Routers that can hand over do; those that can't say so plainly
 * before anything moves, and nothing moves.
 */
abstract class FallbackConformance extends ConformanceBed {
  private static final int ASKED = 20;

  @Test
  @Tag(KILLS)
  void whereNoModelMayServeRulesOrPeopleAnswerEverybodyAndARestartChangesNothing() {
    if (!subject.can(RouterAbility.REFERS)) {
      assertRefusedPlainly(people());
      return;
    }
    subject.router().standBy(people());
    accept(apply(1, part()));
    assertThat(answered(callers.ask("x-countersign-version", "fallback"))).isEqualTo("refer");
    assertThat(versionOfTheRest()).isEqualTo(incumbent().version());
    accept(subject.router().giveBack(unfit(2)));
    assertThat(observedFallback()).isEqualTo(people());
    assertEverybodyIsReferred();
    killable().kill();
    killable().startAgain();
    assertEverybodyIsReferred();
  }

  @Test
  @Tag(KILLS)
  void anOlderModelProvesItselfAndTakesOverFromBoth() {
    Fallback older = older(incumbent());
    if (!subject.can(RouterAbility.FALLS_BACK_TO_MODELS)) {
      assertRefusedPlainly(older);
      return;
    }
    subject.router().standBy(older);
    accept(apply(1, new Route(candidate(), null, older, 0, Audience.NOBODY)));
    assertThat(callers.version()).isEqualTo(candidate().version());
    assertThat(callers.proof(incumbent().version())).isEqualTo(incumbent().digest());
    accept(subject.router().giveBack(unfit(2)));
    assertThat(callers.version()).isEqualTo(incumbent().version());
    assertThat(observedFallback()).isEqualTo(older);
    killable().kill();
    killable().startAgain();
    assertThat(callers.version()).isEqualTo(incumbent().version());
    assertThat(observedFallback()).isEqualTo(older);
  }

  @Test
  void whereThereIsNoIncumbentTheFallbackServesTheRestAndGetsItBack() {
    Fallback older = older(incumbent());
    if (!subject.can(RouterAbility.FALLS_BACK_TO_MODELS)) {
      assertRefusedPlainly(older);
      return;
    }
    accept(
        subject
            .router()
            .apply(
                intent(
                    1,
                    new Route(null, candidate(), older, 0, Audience.INTERNAL),
                    Duration.ofSeconds(3))));
    assertThat(callers.version("x-countersign-audience", "internal"))
        .isEqualTo(candidate().version());
    assertThat(callers.version()).isEqualTo(incumbent().version());
    awaitEnded();
    assertThat(callers.version("x-countersign-audience", "internal"))
        .isEqualTo(incumbent().version());
    assertThat(observedFallback()).isEqualTo(older);
  }

  @Test
  void anIncumbentThatWasWithdrawnIsRememberedAndMayBeNamedAgain() {
    Fallback fallback = subject.can(RouterAbility.REFERS) ? people() : older(candidate());
    if (!subject.can(RouterAbility.REFERS) && !subject.can(RouterAbility.FALLS_BACK_TO_MODELS)) {
      assertRefusedPlainly(fallback);
      return;
    }
    Route alone = new Route(incumbent(), null, fallback, 0, Audience.NOBODY);
    accept(apply(1, alone));
    accept(subject.router().giveBack(unfit(2)));
    assertThat(subject.router().observe().former()).isEqualTo(incumbent());
    accept(apply(3, alone));
    assertThat(callers.version()).isEqualTo(incumbent().version());
  }

  @Test
  void aFallbackThatIsNotDeployedIsRefusedBeforeAnythingMoves() {
    assertRefusedPlainly(older(new ModelTarget("ghost", "sha256:" + "e".repeat(64))));
  }

  /**
   * The refusal names the fallback, and neither it nor the order that needs it changes anything.
   */
  private void assertRefusedPlainly(Fallback fallback) {
    Route before = part();
    accept(apply(1, before));
    assertThatThrownBy(() -> subject.router().standBy(fallback))
        .isInstanceOf(TrafficException.class)
        .hasMessageMatching("(?s).*(fallback|version " + fallback.version() + ").*");
    Route needed = new Route(null, candidate(), fallback, 0, Audience.INTERNAL);
    assertThatThrownBy(() -> apply(2, needed)).isInstanceOf(TrafficException.class);
    assertThat(subject.router().observe().differences(intent(1, before, LONG))).isEmpty();
    assertThat(versionOfTheRest()).isEqualTo(incumbent().version());
  }

  private void assertEverybodyIsReferred() {
    for (int unit = 0; unit < ASKED; unit++) {
      assertThat(answered(callers.ask("x-countersign-unit", "applicant-" + unit)))
          .isEqualTo("refer");
    }
    assertThat(answered(callers.ask("x-countersign-audience", "internal"))).isEqualTo("refer");
  }

  private static String answered(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(200);
    return Callers.json(response).at("/answer/decision").asText();
  }

  private Fallback observedFallback() {
    RouteObservation observed = subject.router().observe();
    assertThat(observed.settled()).isTrue();
    assertThat(observed.route()).isNotNull();
    assertThat(observed.route().rest()).isEqualTo(Role.FALLBACK);
    return observed.route().fallback();
  }

  private static Fallback older(ModelTarget target) {
    return new Fallback("the version before", null, null, target);
  }

  private static LeaseClaim unfit(long generation) {
    return new LeaseClaim(
        "production", "credit-risk", HOLDER, generation, "both answer with errors");
  }
}
