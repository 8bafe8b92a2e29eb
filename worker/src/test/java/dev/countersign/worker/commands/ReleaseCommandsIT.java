package dev.countersign.worker.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.client.Patience;
import dev.countersign.client.ReleaseName;
import dev.countersign.client.Releases;
import dev.countersign.client.TemporalConnection;
import dev.countersign.testing.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command about releases, against a real Temporal server and a real worker. */
class ReleaseCommandsIT {
  @TempDir static Path folder;
  private static Live live;

  @BeforeAll
  static void start() throws IOException {
    Loans.write(folder);
    live = Live.start(folder);
  }

  @AfterAll
  static void stop() {
    live.close();
  }

  private static Shell.Said run(String... arguments) {
    return live.run(arguments);
  }

  private static String manifest(String model, String version, String bake, String more)
      throws IOException {
    return Loans.manifest(folder, model, version, bake, more);
  }

  @Test
  void aReleaseFromItsStartToItsPassport() throws IOException {
    String file = manifest("brochures", "1", "1s", "");

    Shell.Said started = run("release", "start", "-f", file, "--wait-for", "board", "--json");
    assertThat(started.code()).as(started.toString()).isZero();
    assertThat(started.json().path("release").asText()).isEqualTo("brochures/1");
    assertThat(started.json().path("stage").asText()).isEqualTo("deployment-board");
    assertThat(started.err()).contains("started release brochures/1", "data audit");

    Shell.Said again = run("release", "start", "-f", file);
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("is running already", "release watch brochures/1");

    assertThat(run("release", "status", "brochures/1").out())
        .contains("deployment board", "model card");
    assertThat(run("release", "list").out()).contains("brochures/1", "waits for tech-lead");
    JsonNode listed = run("release", "list", "--running", "--model", "brochures", "--json").json();
    assertThat(listed).hasSize(1);
    assertThat(listed.get(0).path("awaiting").get(0).asText()).isEqualTo("tech-lead");

    refusedBeforeTheEnd();

    Shell.Said approved =
        run(
            "approve",
            "brochures/1",
            "--seat",
            "tech-lead",
            "--key",
            live.keys.inSeat("tech-lead"),
            "--comment",
            "read it",
            "--json");
    assertThat(approved.code()).as(approved.toString()).isZero();
    assertThat(approved.json().path("awaiting")).isEmpty();

    Shell.Said watched =
        run(
            "release",
            "watch",
            "brochures/1",
            "--junit",
            "build/junit.xml",
            "--summary",
            "summary.md");
    assertThat(watched.code()).as(watched.toString()).isZero();
    assertThat(watched.out())
        .contains("RELEASED  brochures/1", "passport:")
        .doesNotContain("\u001b");
    assertThat(folder.resolve("build/junit.xml")).content().contains("<testsuites");
    assertThat(folder.resolve("summary.md")).content().contains("brochures/1", "RELEASED");

    thePassportIsVerified();

    Shell.Said swept = run("traffic", "sweep");
    assertThat(swept.code()).as(swept.toString()).isZero();
    assertThat(swept.out()).contains("settled    brochures in production (embedded, ");
    aRouterIsForgotten("brochures");

    Shell.Said once = run("release", "start", "-f", file);
    assertThat(once.code()).isEqualTo(2);
    assertThat(once.err()).contains("released already", "metadata.version");
    Shell.Said first = run("release", "rollback", "brochures/1");
    assertThat(first.code()).isEqualTo(2);
    assertThat(first.err()).contains("first release");
    Shell.Said late =
        run(
            "approve",
            "brochures/1",
            "--seat",
            "tech-lead",
            "--key",
            live.keys.inSeat("tech-lead"));
    assertThat(late.code()).isEqualTo(2);
    assertThat(late.err()).contains("nobody is asked to sign now", "RELEASED");
    for (String order : new String[] {"pause", "resume", "promote", "abort"}) {
      assertThat(run("release", order, "brochures/1").code()).as(order).isEqualTo(2);
    }
  }

  private static void aRouterIsForgotten(String model) {
    String id = idOfRouter(model);
    String olga = live.keys.of("olga@ops.example");
    Shell.Said unknown = forget("0".repeat(12), olga);
    assertThat(unknown.code()).as(unknown.toString()).isEqualTo(2);
    assertThat(unknown.err()).contains("no router with the id", "countersign traffic sweep");
    Shell.Said forgotten = forget(id, olga);
    assertThat(forgotten.code()).as(forgotten.toString()).isZero();
    assertThat(forgotten.out()).contains(id + ") is swept no more", "the order is kept: file:");
    assertThat(idOfRouter(model)).isEmpty();
  }

  private static Shell.Said forget(String router, String key) {
    return run("traffic", "forget", router, "--key", key, "--reason", "scrapped");
  }

  private static String idOfRouter(String model) {
    return StreamSupport.stream(
            run("traffic", "sweep", "--json").json().path("routers").spliterator(), false)
        .filter(router -> router.path("model").asText().equals(model))
        .map(router -> router.path("digest").asText().substring("sha256:".length(), 19))
        .findFirst()
        .orElse("");
  }

  /** The same rollout, after a step on which the candidate only sees copies of requests. */
  private static String shadowed(String file) throws IOException {
    Path manifest = folder.resolve(file);
    String live = "    - {audience: internal, weight: 0";
    String written = Files.readString(manifest);
    assertThat(written).contains(live);
    Files.writeString(
        manifest, written.replace(live, "    - {audience: shadow, weight: 0, bake: 30m}\n" + live));
    return file;
  }

  private static void refusedBeforeTheEnd() {
    Shell.Said noSeat =
        run("approve", "brochures/1", "--seat", "legal", "--key", live.keys.inSeat("legal"));
    assertThat(noSeat.code()).isEqualTo(2);
    assertThat(noSeat.err()).contains("has no seat legal", "tech-lead");
    String stranger = "mallory@x.example";
    live.keys.newKey(stranger);
    Shell.Said unknown =
        run("approve", "brochures/1", "--seat", "tech-lead", "--key", live.keys.of(stranger));
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("nobody in the trust file holds the key");
    Shell.Said wrongPerson =
        run("approve", "brochures/1", "--seat", "tech-lead", "--key", live.keys.inSeat("legal"));
    assertThat(wrongPerson.code()).isEqualTo(2);
    assertThat(wrongPerson.err()).contains("may not fill the seat tech-lead");
    assertThat(run("passport", "brochures/1", "-o", "early.zip").code()).isEqualTo(4);
    assertThat(folder.resolve("early.zip")).doesNotExist();
    Shell.Said promote = run("release", "promote", "brochures/1");
    assertThat(promote.code()).isEqualTo(2);
    assertThat(promote.err()).contains("deployment board");
    Shell.Said rollback = run("release", "rollback", "brochures/1");
    assertThat(rollback.code()).isEqualTo(2);
    assertThat(rollback.err()).contains("was never released");
  }

  private static void thePassportIsVerified() {
    Shell.Said fetched = run("passport", "brochures/1", "-o", "passport.zip", "--json");
    assertThat(fetched.code()).as(fetched.toString()).isZero();
    assertThat(fetched.json().path("digest").asText()).startsWith("sha256:");
    String trust = live.keys.trust().toString();
    assertThat(run("verify", "passport.zip").code()).isEqualTo(4);
    assertThat(run("verify", "passport.zip", "--trust", trust).out()).contains("DEMO");
    assertThat(run("verify", "passport.zip", "--trust", trust).code()).isEqualTo(3);
    Shell.Said verified = run("verify", "passport.zip", "--trust", trust, "--allow-demo", "--json");
    assertThat(verified.code()).as(verified.toString()).isZero();
    assertThat(verified.json().path("outcome").asText()).isEqualTo("RELEASED");
  }

  @Test
  void aRolloutIsSteeredWithSignedOrdersAndTakenBackAfterwards() throws IOException {
    run("release", "start", "-f", manifest("leaflets", "1", "1s", ""), "--wait-for", "board");
    live.approve("leaflets/1", "tech-lead");
    assertThat(run("release", "watch", "leaflets/1").code()).isZero();

    Shell.Said started =
        run(
            "release",
            "start",
            "-f",
            shadowed(manifest("leaflets", "2", "30m", "")),
            "--wait-for",
            "board",
            "--key",
            live.keys.of("ci@lending.example"));
    assertThat(started.code()).as(started.toString()).isZero();
    String olga = live.keys.of("olga@ops.example");
    Shell.Said paused =
        run("release", "pause", "leaflets/2", "--key", olga, "--reason", "lunch", "--json");
    assertThat(paused.code()).as(paused.toString()).isZero();
    assertThat(paused.json().path("order").asText()).isEqualTo("PAUSE");
    Shell.Said twice = run("release", "pause", "leaflets/2", "--as", "olga");
    assertThat(twice.code()).isEqualTo(2);
    assertThat(twice.err()).contains("paused already");
    assertThat(run("release", "status", "leaflets/2", "--json").json().path("paused").asBoolean())
        .isTrue();
    assertThat(run("release", "resume", "leaflets/2", "--as", "olga").code()).isZero();
    live.approve("leaflets/2", "tech-lead");

    for (int step = 1; step <= 4; step++) {
      int now = step;
      live.status("leaflets/2", view -> view.path("rollout").path("step").asInt() == now);
      promoteOnceItCanBeJudged("leaflets/2", olga);
    }
    Shell.Said watched = run("release", "watch", "leaflets/2", "--json");
    assertThat(watched.code()).as(watched.toString()).isZero();
    assertThat(watched.json().path("outcome").asText()).isEqualTo("RELEASED");

    Shell.Said log = run("release", "status", "leaflets/2", "--log");
    assertThat(log.out())
        .contains("ci@lending.example handed it in and signed that")
        .contains("olga@ops.example (signed): lunch")
        .contains("olga (not signed): no reason given");
    run("passport", "leaflets/2", "-o", "steered.zip");
    Shell.Said verified =
        run("verify", "steered.zip", "--trust", live.keys.trust().toString(), "--allow-demo");
    assertThat(verified.code()).as(verified.toString()).isZero();
    assertThat(verified.out())
        .contains("pause by olga@ops.example", "ci@lending.example handed it in and signed that");

    aRollbackIsStartedOnceThoughItsWorkerGoesAway(olga);
  }

  private static void aRollbackIsStartedOnceThoughItsWorkerGoesAway(String key) {
    String[] rollback =
        "release rollback leaflets/2 --environment production --task-queue %s --json --reason x --key %s"
            .formatted(PassingWorker.QUEUE, key)
            .split(" ");
    Shell.Said nobody = run(rollback);
    assertThat(nobody.code()).as(nobody.toString()).isEqualTo(7);
    assertThat(nobody.err())
        .contains("no worker asks the task queue " + PassingWorker.QUEUE, "was not started")
        .contains("countersign worker", "docs/traffic.md");
    try (PassingWorker passing = new PassingWorker(live)) {
      assertThat(passing.rollbacks("leaflets")).isZero();
      passing.comesWithoutActivities();
      AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
      var left =
          CompletableFuture.supplyAsync(
              () -> live.shell.with(() -> Instant.now().plus(later.get())).run(rollback));
      passing.awaitRollback("leaflets");
      passing.goes();
      later.set(Duration.ofMinutes(2));
      Shell.Said gone = left.join();
      assertThat(gone.code()).as(gone.toString()).isEqualTo(7);
      assertThat(gone.err())
          .contains("the last one did", "stays started, as workflow rollout/production/leaflets")
          .contains("waits for it and starts no second one");

      passing.comes();
      Shell.Said back = run(rollback);
      assertThat(back.code()).as(back.toString()).isZero();
      assertThat(back.err()).contains("runs already, since", "this waits for its end");
      assertThat(back.json().path("observed").toString()).contains("\"1\"");
      assertThat(passing.rollbacks("leaflets")).isOne();
    }
  }

  @Test
  void whereNoWorkerIsThereNothingIsStartedAndTheCommandEndsAtOnce() {
    String olga = live.keys.of("olga@ops.example");
    for (String command :
        List.of("traffic sweep", "traffic forget 0123456789ab --reason scrapped --key " + olga)) {
      Shell.Said said = run((command + " --task-queue served-by-nobody").split(" "));
      assertThat(said.code()).as(said.toString()).isEqualTo(7);
      assertThat(said.out()).isEmpty();
      assertThat(said.err())
          .contains("no worker asks the task queue served-by-nobody for work")
          .contains("the sweep was not started", "countersign worker --root DIR");
    }
  }

  private static void promoteOnceItCanBeJudged(String release, String key) {
    Eventually.holds(
        release + " can be promoted",
        () -> {
          Shell.Said promoted = run("release", "promote", release, "--key", key);
          if (promoted.code() != 0) {
            assertThat(promoted.code()).as(promoted.toString()).isEqualTo(2);
            assertThat(promoted.err()).contains("can't be judged yet");
          }
          return promoted.code() == 0;
        });
  }

  @Test
  void aGateThatFailsIsExitThreeAndSaysWhatToDo() throws IOException {
    String strict = "gates: {evaluation: {checks: {roc-auc: {min: 0.999, severity: block}}}}\n";
    Shell.Said said =
        run(
            "release",
            "start",
            "-f",
            manifest("strict", "1", "1s", strict),
            "--wait",
            "--json",
            "--junit",
            "strict.xml");
    assertThat(said.code()).as(said.toString()).isEqualTo(3);
    assertThat(said.json().path("outcome").asText()).isEqualTo("REJECTED");
    assertThat(said.err()).contains("REJECTED at evaluation", "roc-auc", "Next:");
    assertThat(folder.resolve("strict.xml")).content().contains("<failure", "roc-auc");
    Shell.Said shown = run("release", "status", "strict/1");
    assertThat(shown.out()).contains("REJECTED");
    String mended = manifest("strict", "1", "1s", "");
    Shell.Said anew = run("release", "start", "-f", mended, "--json");
    assertThat(anew.code()).as(anew.toString()).isZero();
    assertThat(run("release", "status", "strict/1", "--log").out())
        .contains("tries again after run");
    assertThat(run("release", "abort", "strict/1", "--reason", "seen enough").code()).isZero();
    assertThat(run("release", "watch", "strict/1").code()).isEqualTo(5);
  }

  @Test
  void aHeldGateIsExitFourAndAWaiverLetsItGoOnAndANoEndsIt() throws IOException {
    String undecided =
        """
        gates:
          evaluation:
            checks:
              roc-auc: {min: %s, severity: block, decideOn: interval}
        """;
    JsonNode checked =
        run("check", "evaluation", "-f", manifest("held", "0", "1s", ""), "--json").json();
    double auc =
        StreamSupport.stream(checked.path("gates").get(0).path("checks").spliterator(), false)
            .filter(check -> check.path("check").asText().equals("roc-auc"))
            .findFirst()
            .orElseThrow()
            .path("value")
            .asDouble();
    String file = manifest("held", "1", "1s", undecided.formatted(auc));
    Shell.Said held = run("release", "start", "-f", file, "--wait-for", "board");
    assertThat(held.code()).as(held.toString()).isEqualTo(4);
    assertThat(held.out()).contains("roc-auc");
    String tess = live.keys.inSeat("tech-lead");
    Shell.Said badDate = waive(tess, "soon");
    assertThat(badDate.code()).isEqualTo(2);
    assertThat(badDate.err()).contains("--expires soon is no date");
    Shell.Said tooLong = waive(tess, "2099-01-01");
    assertThat(tooLong.code()).isEqualTo(2);
    assertThat(tooLong.err()).contains("the policy allows");
    String soon = LocalDate.now(ZoneOffset.UTC).plusDays(30).toString();
    Shell.Said waived = waive(tess, soon);
    assertThat(waived.code()).as(waived.toString()).isZero();
    live.status("held/1", view -> view.hasNonNull("asked"));
    Shell.Said no =
        run("reject", "held/1", "--seat", "tech-lead", "--key", tess, "--comment", "not yet");
    assertThat(no.code()).as(no.toString()).isZero();
    Shell.Said end = run("release", "watch", "held/1", "--json");
    assertThat(end.code()).as(end.toString()).isEqualTo(5);
    assertThat(end.json().path("reason").asText()).contains("tech-lead said no", "not yet");
  }

  private Shell.Said waive(String key, String expires) {
    String line = "waive held/1 --json --check roc-auc --seat tech-lead --reason close";
    return run((line + " --key " + key + " --expires " + expires).split(" "));
  }

  @Test
  void whatIsNotThereIsExitTwoForEveryCommand() {
    String key = live.keys.inSeat("tech-lead");
    for (String[] command :
        new String[][] {
          {"release", "status", "nobody/1"},
          {"release", "watch", "nobody/1"},
          {"release", "pause", "nobody/1"},
          {"release", "resume", "nobody/1"},
          {"release", "promote", "nobody/1"},
          {"release", "abort", "nobody/1"},
          {"release", "rollback", "nobody/1"},
          {"passport", "nobody/1", "-o", "none.zip"},
          {"approve", "nobody/1", "--seat", "legal", "--key", key},
          {"reject", "nobody/1", "--seat", "legal", "--key", key},
          {
            "waive",
            "nobody/1",
            "--check",
            "roc-auc",
            "--seat",
            "legal",
            "--key",
            key,
            "--reason",
            "r",
            "--expires",
            "2027-01-01"
          }
        }) {
      Shell.Said said = run(command);
      assertThat(said.code()).as(String.join(" ", command) + said).isEqualTo(2);
      assertThat(said.err()).contains("nobody/1");
      assertThat(said.out()).isEmpty();
    }
  }

  @Test
  void aReleaseThatNoWorkerServesIsExitSevenAndNoOrderIsSentToIt() {
    try (TemporalConnection connection = live.connection()) {
      new Releases(
              connection.client(),
              "served-by-nobody",
              Patience.silently(Duration.ofSeconds(1)),
              InstantSource.system())
          .start(new ReleaseName("orphan", "1"), "a: b", "file:/", null);
    }
    Shell.Said said = run("release", "status", "orphan/1");
    assertThat(said.code()).as(said.toString()).isEqualTo(7);
    assertThat(said.err()).contains("no worker answers", "served-by-nobody", "countersign worker");
    Shell.Said told = run("release", "abort", "orphan/1", "--as", "olga");
    assertThat(told.code()).as(told.toString()).isEqualTo(7);
    assertThat(told.err())
        .contains("no worker asks the task queue served-by-nobody for work")
        .contains("the order abort was not sent to orphan/1");
  }
}
