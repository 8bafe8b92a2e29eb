package dev.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.data.DataException;
import dev.countersign.fixture.Manifests;
import dev.countersign.fixture.TestPolicies;
import dev.countersign.gate.Check;
import dev.countersign.gate.GateResult;
import dev.countersign.gate.Verdict;
import dev.countersign.manifest.DataSpec.Task;
import dev.countersign.manifest.Split;
import dev.countersign.policy.EffectivePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which groups are judged, and how the labels of groups and rows are counted. */
class GroupsAndLabelsTest {
  @TempDir Path folder;

  @Test
  void groupsWhoseNamesHoldTheJoiningSignAreKeptApart() throws IOException {
    write(
        "race,sex,x,ok",
        400,
        i -> List.of("a & b,c", "a,b & c", "m,m", "a,c").get(i % 4) + labelled(i));
    GateResult result = run(people("race", "m").protect("sex", "sex", "m"), TestPolicies.empty());

    assertThat(representation(result, "race & sex", "a \\& b & c").value()).isEqualTo(0.25);
    assertThat(representation(result, "race & sex", "a & b \\& c").value()).isEqualTo(0.25);
    assertThat(representation(result, "race", "a & b").value()).isEqualTo(0.25);
  }

  @Test
  void aGroupOfOtherRowsOnlyIsJudgedToo() throws IOException {
    write(
        "race,sex,x,ok,part",
        400,
        i -> "%s,f,%d,%d,train".formatted(i % 2 == 0 ? "a" : "b", i % 7, i % 3 % 2));
    Files.writeString(
        rows(),
        "c,f,1,1,test\na,f,2,0,test\nb,m,3,1,test\nd,f,3,,train\n",
        StandardOpenOption.APPEND);
    EffectivePolicy bars =
        TestPolicies.empty()
            .block("data-audit", "representation", 0.01, null)
            .block("data-audit", "disparate-impact", 0.8, 1.25)
            .option("data-audit", "intersections", "block")
            .build();
    GateResult result =
        AuditRun.of(
            people("race", "a")
                .protect("sex", "sex", "f")
                .split(new Split.Column("part", "train", "test", null))
                .build(),
            bars,
            rows());

    for (String group : List.of("c", "d")) {
      Check share = representation(result, "race", group);
      assertThat(share.value()).isZero();
      assertThat(share.verdict()).isEqualTo(Verdict.FAIL);
      Check ratio = AuditRun.check(result, "disparate-impact", "race", group);
      assertThat(ratio.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
      assertThat(ratio.n()).isZero();
    }
    assertThat(representation(result, "race", "c").alongside().value())
        .isCloseTo(1 / 3.0, within(1e-12));
    assertThat(representation(result, "race & sex", "a & m").verdict()).isEqualTo(Verdict.FAIL);
    assertThat(AuditRun.check(result, "disparate-impact", "race & sex", "c & m").verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void ofVeryManyCombinationsOnlyThoseWithRowsAreNamed() throws IOException {
    write("race,sex,x,ok", 400, i -> "r%d,s%d".formatted(i % 20, i % 20 / 2 + i % 2) + labelled(i));
    GateResult result = run(people("race", "r1").protect("sex", "sex", "s1"), TestPolicies.empty());

    List<Check> shares =
        result.checks().stream()
            .filter(c -> c.check().equals("representation") && "race & sex".equals(c.attribute()))
            .toList();
    assertThat(shares).hasSize(20);
    assertThat(shares.getFirst().note())
        .contains("Of 220 combinations 200 have no rows and are not named");
  }

  @Test
  void aGroupTooSmallToTellIsInconclusiveAboutMissingLabels() throws IOException {
    write(
        "sex,x,ok",
        400,
        i -> "%s,%d,%s".formatted(i < 10 ? "f" : "m", i % 7, i == 0 || i > 391 ? "" : i % 2));
    GateResult result =
        run(
            people("sex", "m"),
            TestPolicies.empty().block("data-audit", "unlabelled-difference", -0.05, 0.05));

    Check missing = AuditRun.check(result, "unlabelled-difference", "sex", "f");
    assertThat(missing.value()).isCloseTo(0.1 - 8 / 390.0, within(1e-12));
    assertThat(missing.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void labelsMissingInAllOfTheReferenceOnlyCompareNothing() throws IOException {
    write("sex,x,ok", 400, i -> "%s,%d,%s".formatted("f", i % 7, i < 9 ? "" : i % 2));
    GateResult result =
        run(
            people("sex", "m"),
            TestPolicies.empty().block("data-audit", "unlabelled-difference", -0.05, 0.05));

    Check missing = AuditRun.check(result, "unlabelled-difference", "sex", "f");
    assertThat(missing.value()).isNull();
    assertThat(missing.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void timesThatCannotBeReadAreRefusedInEitherPart() throws IOException {
    write(
        "sex,day,x,ok,part",
        400,
        i ->
            "%s,%s,%d,%d,%s"
                .formatted(
                    i % 2 == 0 ? "f" : "m",
                    i < 200 ? "2024-01-05" : i == 200 ? "2024-02-01" : "03.01.2023",
                    i % 7,
                    i % 3 % 2,
                    i < 200 ? "train" : "test"));
    Manifests manifest = people("sex", "m").split(new Split.Column("part", "train", "test", null));
    EffectivePolicy policy =
        TestPolicies.empty()
            .block("data-audit", "time-order", null, 0.0)
            .option("data-audit", "timeColumn", "day")
            .build();

    assertThatThrownBy(() -> AuditRun.of(manifest.build(), policy, rows()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "timeColumn day is missing or no time in 0 training and 199 evaluation rows");
  }

  @Test
  void rowsThatContradictInAnyClassOrNumberAreCounted() throws IOException {
    write(
        "sex,x,grade,amount",
        300,
        i ->
            "%s,%d,%s,%s"
                .formatted(
                    i % 2 == 0 ? "f" : "m",
                    i < 200 ? i % 100 : i,
                    i >= 200 ? "A" : i < 100 ? "B" : "C",
                    i >= 200 ? "2000" : i < 100 ? "10" : i < 150 ? "10.0" : "900"));

    GateResult classes = run(graded("grade", "A", Task.MULTI_CLASS), TestPolicies.empty());
    assertThat(AuditRun.check(classes, "label-quality", null, null).value())
        .isCloseTo(2 / 3.0, within(1e-12));
    GateResult numbers = run(graded("amount", ">1000", Task.REGRESSION), TestPolicies.empty());
    assertThat(AuditRun.check(numbers, "label-quality", null, null).value())
        .isCloseTo(1 / 3.0, within(1e-12));
  }

  @Test
  void theMostFrequentOfSeveralClassesIsCountedAmongAll() throws IOException {
    write(
        "sex,x,grade,amount",
        360,
        i ->
            "%s,%d,%s,%d"
                .formatted(
                    i % 2 == 0 ? "f" : "m",
                    i,
                    i % 2 == 0 ? List.of("A", "B", "C").get(i / 2 % 3) : i < 60 ? "A" : "C",
                    i));

    GateResult classes = run(graded("grade", "A", Task.MULTI_CLASS), TestPolicies.empty());
    Check even = AuditRun.check(classes, "class-imbalance", "sex", "f");
    assertThat(even.value()).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(even.convention()).isEqualTo("share of the most frequent label in the group");
    assertThat(AuditRun.check(classes, "class-imbalance", "sex", "m").value())
        .isCloseTo(150 / 180.0, within(1e-12));
    GateResult numbers = run(graded("amount", ">=90", Task.REGRESSION), TestPolicies.empty());
    Check range = AuditRun.check(numbers, "class-imbalance", "sex", "f");
    assertThat(range.value()).isCloseTo(0.75, within(1e-12));
    assertThat(range.convention())
        .isEqualTo("share of the group in or out of the favourable range, whichever is larger");
  }

  @Test
  void infiniteLabelsOfARegressionAreRefused() throws IOException {
    write(
        "sex,x,amount",
        100,
        i -> "%s,%d,%s".formatted(i % 2 == 0 ? "f" : "m", i, i < 3 ? "inf" : i));

    assertThatThrownBy(() -> run(graded("amount", ">50", Task.REGRESSION), TestPolicies.empty()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("data.label: column amount holds infinite numbers in 3 rows");
  }

  private Manifests people(String attribute, String reference) {
    return Manifests.over("rows.csv", "ok", "1")
        .protect(attribute, attribute, reference)
        .include("x");
  }

  private static Manifests graded(String label, String favourable, Task task) {
    return Manifests.over("rows.csv", label, favourable, task)
        .protect("sex", "sex", "m")
        .include("x");
  }

  private void write(String header, int count, IntFunction<String> row) throws IOException {
    Files.writeString(
        rows(),
        IntStream.range(0, count)
            .mapToObj(row)
            .collect(Collectors.joining("\n", header + "\n", "\n")));
  }

  private static String labelled(int i) {
    return ",%d,%d".formatted(i % 7, i % 3 % 2);
  }

  private Path rows() {
    return folder.resolve("rows.csv");
  }

  private GateResult run(Manifests manifest, TestPolicies policy) {
    EffectivePolicy bars = policy.option("data-audit", "intersections", "warn").build();
    return AuditRun.of(manifest.build(), bars, rows());
  }

  private static Check representation(GateResult result, String attribute, String group) {
    return AuditRun.check(result, "representation", attribute, group);
  }
}
