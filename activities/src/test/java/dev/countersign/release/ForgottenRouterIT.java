package dev.countersign.release;

import static dev.countersign.release.SweepBed.OPERATOR;
import static dev.countersign.release.SweepBed.QUEUE;
import static dev.countersign.release.SweepBed.move;
import static dev.countersign.traffic.Traffic.ENVIRONMENT;
import static dev.countersign.traffic.Traffic.MODEL;
import static dev.countersign.traffic.Traffic.NEW;
import static dev.countersign.traffic.Traffic.OLD;
import static dev.countersign.traffic.Traffic.served;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.activity.Forgotten;
import dev.countersign.activity.SweepReport.State;
import dev.countersign.activity.SweepReport.Swept;
import dev.countersign.approval.SignedOrder;
import dev.countersign.traffic.TrafficRouter;
import dev.countersign.workflow.Command;
import dev.countersign.workflow.ForgetRequest;
import dev.countersign.workflow.ForgetWorkflow;
import dev.countersign.workflow.SignedPaper;
import io.temporal.client.WorkflowOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routers that are gone for good, taken off the sweep's list by signed orders. */
class ForgottenRouterIT {
  private static final Map<String, String> GONE =
      Map.of("agent", "http://127.0.0.1:1", "endpoint", "http://127.0.0.1:1");

  @TempDir static Path folder;
  private static SweepBed bed;

  @BeforeAll
  static void start() {
    bed = new SweepBed(folder);
    TrafficRouter router = bed.embedded.router(ENVIRONMENT, MODEL);
    router.offer(served(OLD));
    router.offer(served(NEW));
    bed.remember("embedded", Map.of());
    bed.remember("haproxy", GONE);
  }

  @AfterAll
  static void stop() {
    bed.close();
  }

  @Test
  void aRouterThatIsGoneIsForgottenByASignedOrderAndComesBackWithARolloutThatMovesIt() {
    Swept scrapped = bed.sweep().getLast();
    assertThat(scrapped.state()).isEqualTo(State.UNVERIFIED);
    assertThat(scrapped.words()).contains("countersign traffic forget " + scrapped.id());

    assertThatThrownBy(() -> forget(scrapped, new Command(OPERATOR, "scrapped")))
        .hasStackTraceContaining("this one is not signed");
    Swept other = bed.sweep().getFirst();
    assertThatThrownBy(() -> forget(scrapped, order(other, scrapped)))
        .as("signed over another router's digest")
        .hasStackTraceContaining("was signed for the router " + other.digest());
    String rollout = bed.rollout("rollout/production/credit-risk");
    assertThatThrownBy(() -> forget(scrapped, order(scrapped, scrapped)))
        .hasStackTraceContaining("rollout/production/credit-risk runs");
    bed.client.newUntypedWorkflowStub(rollout.replaceFirst("@.*", "")).terminate("by hand");
    assertThat(bed.sweep()).extracting(Swept::id).contains(scrapped.id());

    bed.notices.clear();
    Command order = order(scrapped, scrapped);
    Forgotten forgotten = forget(scrapped, order);
    assertThat(bed.evidence.get(forgotten.order().digest()))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(order.signed().envelope());
    assertThat(bed.notices)
        .singleElement()
        .satisfies(told -> assertThat(told.body()).contains(OPERATOR + " (signed)", "scrapped"));
    assertThat(bed.sweep()).extracting(Swept::id).doesNotContain(scrapped.id());
    assertThat(forget(scrapped, order)).as("once more").isEqualTo(forgotten);

    bed.remember("haproxy", GONE);
    assertThat(bed.sweep()).extracting(Swept::id).contains(scrapped.id());
    forget(scrapped, order);
    assertThat(bed.sweep())
        .as("the same order does not count for what was moved after it")
        .extracting(Swept::id)
        .contains(scrapped.id());
  }

  @Test
  void aRouterThatStillGivesACandidateAShareIsNotForgotten() {
    TrafficRouter router = bed.embedded.router(ENVIRONMENT, MODEL);
    move(router, "rollout/nobody/knows@2", 90, 50);
    Swept sharing =
        bed.sweep().stream()
            .filter(swept -> swept.router().equals("embedded"))
            .findFirst()
            .orElseThrow();
    move(router, "rollout/nobody/knows@3", 200, 50);
    assertThatThrownBy(() -> forget(sharing, order(sharing, sharing)))
        .hasStackTraceContaining("it answers, and rollout/nobody/knows@3 gave version 2 ")
        .hasStackTraceContaining("50.0 %; run countersign traffic sweep first");
  }

  /** Olga's order to forget one router, signed over another's digest. */
  private static Command order(Swept signed, Swept named) {
    var said =
        new SignedOrder(ForgetWorkflow.subject(named), ForgetWorkflow.ORDER, OPERATOR, "scrapped");
    return new Command(
        OPERATOR, "scrapped", SignedPaper.of(said.sign(signed.digest(), Instant.now(), bed.key)));
  }

  private static Forgotten forget(Swept router, Command command) {
    return bed.client
        .newWorkflowStub(
            ForgetWorkflow.class,
            WorkflowOptions.newBuilder()
                .setTaskQueue(QUEUE)
                .setWorkflowId("forget-" + UUID.randomUUID())
                .build())
        .forget(new ForgetRequest(router, command));
  }
}
