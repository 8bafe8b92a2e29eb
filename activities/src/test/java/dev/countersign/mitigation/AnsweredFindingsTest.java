package dev.countersign.mitigation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.audit.AuditRun;
import dev.countersign.fixture.Manifests;
import dev.countersign.fixture.TestPolicies;
import dev.countersign.gate.Check;
import dev.countersign.gate.MitigationRule;
import dev.countersign.gate.Verdict;
import dev.countersign.gates.Intersections;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.MitigationSpec;
import dev.countersign.manifest.MitigationSpec.Constraint;
import dev.countersign.manifest.MitigationSpec.Method;
import dev.countersign.manifest.Split;
import dev.countersign.mitigation.ReweighingTest.Run;
import dev.countersign.policy.EffectivePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A method answers for the groups it does something for, and for no others. */
class AnsweredFindingsTest {
  @TempDir Path folder;

  @Test
  void aRepairOfNoNumbersAnswersNothing() throws IOException {
    Check answer =
        answer(
            remover(null),
            rows(
                "colour,race,ok",
                800,
                i -> (i % 2 == 0 ? "pink,b," : "blue,w,") + (i % 2 == 1 || i % 10 < 4)),
            "b");
    assertThat(answer.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(answer.note()).contains("features of b stay as they are, because only numbers");
  }

  @Test
  void aRepairOfLevelZeroAnswersNothing() throws IOException {
    String rows = rows("pay,race,ok", 800, i -> pay(i) + (i % 2 == 0 ? ",b," : ",w,") + even(i));
    assertThat(answer(remover(null), rows, "b").verdict()).isEqualTo(Verdict.WARN);
    Check answer = answer(remover(0.0), rows, "b");
    assertThat(answer.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(answer.note()).contains("repairLevel is 0, which repairs nothing");
  }

  @Test
  void aRepairOfNumbersThatNeverDifferedAnswersNothing() throws IOException {
    String rows =
        rows("pay,race,ok", 800, i -> i / 2 % 50 + (i % 2 == 0 ? ",b," : ",w,") + even(i));
    assertThat(answer(remover(null), rows, "b").note()).contains("only where groups differ");
  }

  @Test
  void aRepairAnswersOnlyForGroupsLargeEnoughToLearnFrom() throws IOException {
    String rows =
        rows(
            "pay,race,ok",
            819,
            i -> i < 800 ? pay(i) + (i % 2 == 0 ? ",b," : ",w,") + even(i) : "900,n,false");
    assertThat(answer(remover(null), rows, "b").verdict()).isEqualTo(Verdict.WARN);
    Check answer = answer(remover(null), rows, "n");
    assertThat(answer.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(answer.note()).contains("features of n stay", "20 training rows or more");
  }

  @Test
  void aReplacementAnswersOnlyForGroupsItCouldBeMeasuredFor() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    String rows =
        rows(
            "postcode,region,race,ok",
            2060,
            i ->
                i < 2000
                    ? random.nextInt(5)
                        + (i % 2 == 0 ? 0 : 3)
                        + ","
                        + random.nextInt(4)
                        + (i % 2 == 0 ? ",w," : ",b,")
                        + even(i)
                    : random.nextInt(9) + ",9,n,false");
    MitigationSpec spec = replacing("postcode", "region");
    assertThat(answer(spec, rows, "b").verdict()).isEqualTo(Verdict.WARN);
    Check unmeasured = answer(spec, rows, "n", 300);
    assertThat(unmeasured.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(unmeasured.note()).contains("too few of the rows drawn", "sampleRows");
    Check measured = answer(spec, rows, "n", 1500);
    assertThat(measured.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(measured.note()).contains("tell the group no less than the old ones");
  }

  @Test
  void aColumnThatHappensToTellAHairLessAnswersNothing() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    String rows =
        rows(
            "one,other,race,ok",
            600,
            i -> {
              int shift = i % 2;
              return (random.nextInt(4) + shift)
                  + ","
                  + (random.nextInt(4) + shift)
                  + (i % 2 == 0 ? ",b," : ",w,")
                  + even(i);
            });
    for (MitigationSpec spec :
        new MitigationSpec[] {replacing("one", "other"), replacing("other", "one")}) {
      assertThat(answer(spec, rows, "b").note()).contains("by DeLong's paired 95 % interval");
    }
  }

  @Test
  void thresholdsAnswerOnlyForGroupsWithCalibrationRowsEnough() throws IOException {
    String rows =
        rows(
            "x,part,race,ok",
            1260,
            i ->
                i < 1200
                    ? i % 11 + part(i / 2 % 3) + (i % 2 == 0 ? ",b," : ",w,") + even(i)
                    : i % 11 + part(i % 20 == 0 ? 2 : 0) + ",n," + (i % 6 == 0));
    MitigationSpec spec =
        new MitigationSpec(
            Method.THRESHOLD_OPTIMISATION,
            "race",
            null,
            null,
            Constraint.EQUAL_OPPORTUNITY,
            null,
            null,
            null,
            null);
    assertThat(answer(spec, rows, "b").verdict()).isEqualTo(Verdict.WARN);
    Check answer = answer(spec, rows, "n");
    assertThat(answer.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(answer.note())
        .contains("n keeps the common threshold", "20 calibration rows with the favourable label");
  }

  @Test
  void whatCoversSeveralAttributesAnswersForTheirIntersection() throws IOException {
    Run run = intersected(MitigationSpec.of(Method.REWEIGHING, "race", "sex"));
    assertThat(run.audit().checks())
        .filteredOn(check -> "race & sex".equals(check.attribute()))
        .filteredOn(check -> check.verdict() == Verdict.FAIL)
        .extracting(Check::group)
        .containsExactly("b & f", "b & m", "w & f");
    Check answer = AuditRun.check(run.mitigation(), "disparate-impact", "race & sex", "b & f");
    assertThat(answer.verdict()).isEqualTo(Verdict.WARN);
    assertThat(answer.value()).isCloseTo(1, org.assertj.core.api.Assertions.within(1e-9));
    assertThat(MitigationRule.effectiveAudit(run.audit(), run.mitigation()).verdict())
        .isEqualTo(Verdict.WARN);
  }

  @Test
  void whatCoversOneOfTwoAttributesLeavesTheirIntersection() throws IOException {
    Run run = intersected(MitigationSpec.of(Method.REWEIGHING, "race"));
    Check answer = AuditRun.check(run.mitigation(), "disparate-impact", "race & sex", "b & f");
    assertThat(answer.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(answer.note())
        .contains("weights don't cover it", "name a method and the attributes race and sex");
    assertThat(AuditRun.check(run.mitigation(), "mitigation-due", null, null).value()).isEqualTo(4);
  }

  @Test
  void whatAReleaseAnswersForIsNamedAsTheAuditNamesIt() {
    List<ProtectedAttribute> known = new ArrayList<>();
    for (String name : List.of("sex", "race", "age", "origin", "faith", "health")) {
      known.add(new ProtectedAttribute(name, name, null, "0", Use.AUDIT));
      List<String> names = known.stream().map(ProtectedAttribute::attribute).toList();
      assertThat(MitigationSpec.upstream("weighted").answersFor(names))
          .containsExactlyElementsOf(
              Stream.concat(
                      names.stream(),
                      Intersections.of(known).stream()
                          .map(
                              some ->
                                  Intersections.name(
                                      some.stream().map(ProtectedAttribute::attribute).toList())))
                  .toList());
    }
  }

  /** Women of one race alone fare worse. */
  private Run intersected(MitigationSpec spec) throws IOException {
    String rows =
        rows(
            "x,race,sex,ok",
            2000,
            i -> {
              boolean b = i % 2 == 0;
              boolean f = i / 2 % 2 == 0;
              int favoured = b && f ? 3 : b || f ? 8 : 6;
              return i % 7 + (b ? ",b" : ",w") + (f ? ",f," : ",m,") + (i / 4 % 10 < favoured);
            });
    return Run.of(
        manifest(spec)
            .protect(new ProtectedAttribute("sex", "sex", null, "m", Use.DECISION))
            .build(),
        Files.writeString(folder.resolve("rows.csv"), rows),
        policy()
            .option("data-audit", "intersections", "block")
            .option("mitigation", "sampleRows", 100)
            .build());
  }

  private Check answer(MitigationSpec spec, String rows, String group) throws IOException {
    return answer(spec, rows, group, 600);
  }

  private Check answer(MitigationSpec spec, String rows, String group, int sampleRows)
      throws IOException {
    Manifests manifest = manifest(spec);
    if (spec.replace() != null) {
      manifest.include(spec.replace().keySet().toArray(new String[0]));
    }
    if (rows.contains("part")) {
      manifest.split(new Split.Column("part", "train", "judge", "calibrate"));
    }
    EffectivePolicy policy = policy().option("mitigation", "sampleRows", sampleRows).build();
    Path file = Files.writeString(folder.resolve("rows.csv"), rows);
    return AuditRun.check(
        Run.of(manifest.build(), file, policy).mitigation(), "disparate-impact", "race", group);
  }

  private static Manifests manifest(MitigationSpec spec) {
    return Manifests.over("rows.csv", "ok", "true")
        .protect(new ProtectedAttribute("race", "race", null, "w", Use.DECISION))
        .mitigate(spec);
  }

  private static TestPolicies policy() {
    return TestPolicies.empty()
        .block("data-audit", "disparate-impact", 0.8, 1.25)
        .allow("race", Use.values())
        .allow("sex", Use.values());
  }

  private static MitigationSpec remover(@Nullable Double level) {
    return new MitigationSpec(
        Method.DISPARATE_IMPACT_REMOVER, "race", null, level, null, null, null, null, null);
  }

  private static MitigationSpec replacing(String feature, String column) {
    return new MitigationSpec(
        Method.FEATURE_REPLACEMENT,
        "race",
        null,
        null,
        null,
        null,
        null,
        Map.of(feature, column),
        null);
  }

  private static String rows(String head, int count, IntFunction<String> row) {
    StringBuilder csv = new StringBuilder(head).append('\n');
    for (int i = 0; i < count; i++) {
      csv.append(row.apply(i)).append('\n');
    }
    return csv.toString();
  }

  /** Every other row earns more. */
  private static int pay(int row) {
    return row / 2 % 50 + (row % 2 == 0 ? 0 : 100);
  }

  /** Even rows are favoured less often. */
  private static boolean even(int row) {
    return row % 2 == 0 ? row % 10 < 4 : row % 10 != 1;
  }

  private static String part(int third) {
    return third == 0 ? ",train" : third == 1 ? ",judge" : ",calibrate";
  }
}
