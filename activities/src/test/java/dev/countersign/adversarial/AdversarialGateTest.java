package dev.countersign.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.adversarial.attack.Attacks;
import dev.countersign.data.Frame;
import dev.countersign.fixture.Contexts;
import dev.countersign.fixture.LinearScorer;
import dev.countersign.fixture.Loans;
import dev.countersign.fixture.SharedFiles;
import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Verdict;
import dev.countersign.gates.Options.OptionException;
import dev.countersign.gates.Progress;
import dev.countersign.manifest.ManifestReader;
import dev.countersign.manifest.ModelSpec;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.model.Answers;
import dev.countersign.model.ModelException;
import dev.countersign.model.Models;
import dev.countersign.model.Scorer;
import dev.countersign.passport.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the adversarial gate says about models whose weakness is known, and about real ones. */
class AdversarialGateTest {
  private static final String GATE = "adversarial";

  @TempDir Path folder;

  private Contexts loans() {
    Loans.write(folder, 1000, 1);
    return Contexts.open(Loans.manifest().build(), folder, folder.resolve("evidence"))
        .model(Loans.TRUTH)
        .option(GATE, "rows", 24)
        .option(GATE, "queryBudget", 200);
  }

  private static GateResult run(Contexts contexts) {
    return new AdversarialGate().run(contexts.build());
  }

  private static Check overall(GateResult result, String id) {
    return result.checks().stream()
        .filter(c -> c.check().equals(id) && c.group() == null)
        .findFirst()
        .orElseThrow();
  }

  private static double value(GateResult result, String id) {
    return Objects.requireNonNull(overall(result, id).value());
  }

  @Test
  void everyCheckSaysHowHardWasAttacked() {
    try (Contexts contexts = loans()) {
      GateResult result = run(contexts.bar(GATE, "attack-success-rate", null, 1.0));
      assertThat(result.verdict()).isEqualTo(Verdict.PASS);
      assertThat(result.checks())
          .extracting(Check::check)
          .contains(
              "attack-success-rate",
              "robust-accuracy",
              "empirical-robustness",
              "noise-robustness",
              "corruption-robustness",
              "input-sanity");
      Check success = overall(result, "attack-success-rate");
      assertThat(success.n()).isEqualTo(24);
      assertThat(success.interval().method()).isEqualTo("Wilson");
      assertThat(success.note()).contains("200 questions a row", "ε = 0.5");
      assertThat(result.checks())
          .filteredOn(c -> c.check().equals("attack-success-rate") && "sex".equals(c.attribute()))
          .extracting(Check::group)
          .containsExactly("m", "f");
      assertThat(result.artifacts()).extracting(a -> a.name()).contains("adversarial.json");
      assertThat(report(contexts, result).outcomes())
          .hasSize(24)
          .allMatch(o -> o.asked() <= 200 && !o.discarded());
    }
  }

  @Test
  void aWiderReachTurnsMoreDecisionsAndLeavesLessAccuracy() {
    try (Contexts contexts = loans()) {
      double success = 0;
      double robust = 1;
      for (double epsilon : new double[] {0.1, 0.5, 2}) {
        GateResult result = run(contexts.option(GATE, "epsilon", epsilon));
        assertThat(value(result, "attack-success-rate")).isGreaterThanOrEqualTo(success);
        assertThat(value(result, "robust-accuracy")).isLessThanOrEqualTo(robust);
        success = value(result, "attack-success-rate");
        robust = value(result, "robust-accuracy");
      }
      assertThat(success).isGreaterThan(0.5);
    }
  }

  @Test
  void aModelThatAlwaysSaysTheSameCannotBeTurned() {
    try (Contexts contexts = loans()) {
      contexts.model(new LinearScorer(3, Map.of("income", 0.0)));
      GateResult result = run(contexts);
      assertThat(value(result, "attack-success-rate")).isZero();
      assertThat(value(result, "empirical-robustness")).isEqualTo(3);
      assertThat(value(result, "noise-robustness")).isEqualTo(1);
    }
  }

  @Test
  void aFeatureThatCannotChangeShieldsTheDecision() {
    try (Contexts contexts = loans()) {
      contexts.model(new LinearScorer(-2, Map.of("income", 1.0)));
      assertThat(value(run(contexts.option(GATE, "epsilon", 3)), "attack-success-rate"))
          .isPositive();
      contexts.option(
          GATE, "schema", Map.of("features", Map.of("income", Map.of("immutable", true))));
      assertThat(value(run(contexts), "attack-success-rate")).isZero();
    }
  }

  @Test
  void anInterruptedCampaignEndsAsOneThatWasNot() {
    try (Contexts contexts = loans()) {
      GateResult whole = run(contexts);
      List<AttackState> kept = new ArrayList<>();
      Progress dies =
          new Progress() {
            @Override
            public void report(String step, double done) {
              if (kept.size() == 2) {
                throw new IllegalStateException("the worker died");
              }
            }

            @Override
            public void checkpoint(Object state) {
              kept.add((AttackState) state);
            }
          };
      assertThatThrownBy(() -> run(contexts.progress(dies))).hasMessage("the worker died");
      AttackState last = Json.read(Json.canonicalBytes(kept.getLast()), AttackState.class);
      assertThat(last.done()).hasSize(16);
      List<Integer> sizes = new ArrayList<>();
      Progress resumes =
          new Progress() {
            @Override
            public void report(String step, double done) {}

            @Override
            public void checkpoint(Object state) {
              sizes.add(((AttackState) state).done().size());
            }

            @Override
            public <T> Optional<T> lastCheckpoint(Class<T> type) {
              return Optional.of(type.cast(last));
            }
          };
      assertThat(run(contexts.progress(resumes))).isEqualTo(whole);
      assertThat(sizes).containsExactly(24);
      contexts.option(GATE, "seed", 2);
      run(contexts);
      assertThat(sizes).startsWith(24, 8);
    }
  }

  @Test
  void permutingTheRowsChangesNothing() throws IOException {
    GateResult before;
    try (Contexts contexts = loans()) {
      before = run(contexts);
    }
    List<String> lines = Files.readAllLines(folder.resolve("loans.csv"));
    List<String> rows = new ArrayList<>(lines.subList(1, lines.size()));
    Collections.shuffle(rows, new Random(3));
    rows.addFirst(lines.getFirst());
    Files.write(folder.resolve("loans.csv"), rows);
    try (Contexts contexts =
        Contexts.open(Loans.manifest().build(), folder, folder.resolve("evidence"))) {
      contexts.model(Loans.TRUTH).option(GATE, "rows", 24).option(GATE, "queryBudget", 200);
      List<Check> after = run(contexts).checks();
      assertThat(after)
          .extracting(Check::check)
          .containsExactlyElementsOf(before.checks().stream().map(Check::check).toList());
      for (int i = 0; i < after.size(); i++) {
        assertThat(after.get(i).value())
            .isCloseTo(before.checks().get(i).value(), Offset.offset(1e-12));
      }
    }
  }

  @Test
  void aModelThatFallsOverOnBrokenInputSaysOnWhich() {
    Scorer fragile =
        new Scorer() {
          @Override
          public List<String> features() {
            return Loans.TRUTH.features();
          }

          @Override
          public Answers answers(Frame rows) {
            if (rows.column("purpose") instanceof Frame.Texts(String[] values)) {
              for (String value : values) {
                if (value.isEmpty()) {
                  throw new ModelException("row 0: purpose is empty");
                }
              }
            }
            return Loans.TRUTH.answers(rows);
          }

          @Override
          public void close() {}
        };
    try (Contexts contexts = loans()) {
      GateResult result = run(contexts.model(fragile).bar(GATE, "input-sanity", 1.0, null));
      Check sanity = overall(result, "input-sanity");
      assertThat(sanity.verdict()).isEqualTo(Verdict.FAIL);
      assertThat(sanity.note()).contains("3 refused", "It broke on income missing", "answered NaN");
    }
  }

  @Test
  void anUnknownOptionIsRefusedWithItsPlace() {
    try (Contexts contexts = loans()) {
      assertThatThrownBy(() -> run(contexts.option(GATE, "budgett", 5)))
          .isInstanceOf(OptionException.class)
          .hasMessageContaining("gates.adversarial: unknown [budgett]");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"german-xgboost", "german-lightgbm", "german-forest-onnx", "german-pipeline-onnx"})
  void realModelsAreAttackedWithinTheirSchema(String example) throws IOException {
    Optional<Path> file = SharedFiles.find("examples/" + example + ".yaml");
    if (file.isEmpty()) {
      return;
    }
    ReleaseManifest manifest =
        Objects.requireNonNull(ManifestReader.read(Files.readString(file.get())).manifest());
    Path base = file.get().getParent();
    try (Contexts contexts = Contexts.open(manifest, base, folder.resolve("evidence"));
        Scorer model = open(manifest, base, contexts)) {
      long start = System.nanoTime();
      GateResult result = run(contexts.model(model));
      System.out.printf(
          "%s: %.1f s, success %.3f, robust accuracy %.3f, distance %.3f%n",
          example,
          (System.nanoTime() - start) / 1e9,
          value(result, "attack-success-rate"),
          value(result, "robust-accuracy"),
          value(result, "empirical-robustness"));
      assertThat(overall(result, "attack-success-rate").n()).isEqualTo(60);
      assertThat(overall(result, "attack-success-rate").note()).doesNotContain("did not stand");
      assertThat(value(result, "input-sanity")).isEqualTo(1);
      if (model.trees().isPresent()) {
        assertThat(value(result, "certified-accuracy"))
            .isLessThanOrEqualTo(value(result, "robust-accuracy"));
        assertThat(report(contexts, result).outcomes())
            .allMatch(o -> o.distance() == null || o.certified() <= o.distance());
        assertThat(report(contexts, result).answeredBy())
            .startsWith("the trees read from the model's file, which answer 200 rows");
      }
    }
  }

  private static AdversarialReport report(Contexts contexts, GateResult result) {
    return Json.read(
        contexts.evidence().get(result.artifacts().getFirst().digest()), AdversarialReport.class);
  }

  @Test
  void groupsAreComparedWithTheirReference() {
    try (Contexts contexts = loans()) {
      GateResult result = run(contexts.bar(GATE, "attack-success-difference", -1.0, 1.0));
      assertThat(result.checks())
          .filteredOn(
              c -> c.check().equals("attack-success-difference") && "sex".equals(c.attribute()))
          .singleElement()
          .satisfies(
              c -> {
                assertThat(c.group()).isEqualTo("f");
                assertThat(c.reference()).isEqualTo("m");
                assertThat(c.interval().method()).isEqualTo("Newcombe");
                assertThat(c.verdict()).isEqualTo(Verdict.PASS);
              });
    }
  }

  @Test
  void everyAttackCanBeNamedAndKeepsToTheBudget() {
    try (Contexts contexts = loans()) {
      for (String attack : Attacks.KNOWN.keySet()) {
        GateResult result = run(contexts.option(GATE, "attacks", List.of(attack)));
        assertThat(report(contexts, result).outcomes())
            .as(attack)
            .allMatch(o -> o.asked() <= 200 && !o.discarded())
            .anyMatch(o -> attack.equals(o.attack()));
      }
    }
  }

  private static Scorer open(ReleaseManifest manifest, Path base, Contexts contexts) {
    ModelSpec spec = Objects.requireNonNull(manifest.model());
    return Models.open(
        base.resolve(spec.uri()),
        spec.format(),
        contexts.build().data().features(),
        spec.favourableIndexOrDefault());
  }
}
