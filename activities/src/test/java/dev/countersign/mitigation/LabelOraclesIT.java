package dev.countersign.mitigation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.audit.AuditRun;
import dev.countersign.data.DataSources;
import dev.countersign.data.Dataset;
import dev.countersign.data.Datasets;
import dev.countersign.data.RowSet;
import dev.countersign.fixture.Loans;
import dev.countersign.fixture.Manifests;
import dev.countersign.fixture.PythonOracle;
import dev.countersign.fixture.SharedFiles;
import dev.countersign.fixture.TestPolicies;
import dev.countersign.gate.GateResult;
import dev.countersign.manifest.DataSpec.ProtectedAttribute;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.passport.Json;
import dev.countersign.policy.EffectivePolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * AIF360, asked live of labels: the same disparate impact, statistical parity difference and
 * weights for every group of every protected attribute, and of all attributes taken together.
 */
class LabelOraclesIT {
  private static final Offset<Double> EXACTLY = within(1e-9);

  /** Counts are of all rows; what samples are drawn for is asked elsewhere. */
  private static final EffectivePolicy FEW_ROWS =
      TestPolicies.empty().option("data-audit", "sampleRows", 100).build();

  @TempDir Path folder;

  /**
   * What is asked about.
   *
   * @param references by column, in alphabetical order; {@code >25} cuts numbers in two bands
   */
  private record Table(
      Path file, String label, String favourable, SortedMap<String, String> references) {

    List<ProtectedAttribute> attributes() {
      return references.entrySet().stream()
          .map(
              column ->
                  new ProtectedAttribute(
                      column.getKey(),
                      column.getKey(),
                      bands(column.getValue()),
                      column.getValue(),
                      null))
          .toList();
    }

    private static @Nullable List<String> bands(String reference) {
      return reference.startsWith(">") ? List.of(reference.replace(">", "<="), reference) : null;
    }

    ReleaseManifest manifest(String feature) {
      Manifests manifest = Manifests.over(file.toString(), label, favourable).include(feature);
      attributes().forEach(manifest::protect);
      return manifest.build();
    }

    Stream<String> arguments() {
      return Stream.concat(
          Stream.of(file.toString(), label, favourable),
          Stream.concat(
              references.entrySet().stream().map(c -> c.getKey() + "=" + c.getValue()),
              Stream.of("--")));
    }
  }

  /** What AIF360 says of a group; of the reference there is nothing to compare. */
  private record Theirs(
      String table,
      String attributes,
      String group,
      List<String> parts,
      boolean reference,
      @Nullable Double ratio,
      @Nullable Double difference,
      @Nullable Double favourable,
      @Nullable Double unfavourable) {}

  @Test
  void everyGroupOfLoansComesOutAlike() throws Exception {
    Path file = Loans.write(folder, 700, 5);
    Table loans =
        new Table(
            file,
            "paid",
            "yes",
            new TreeMap<>(Map.of("sex", "m", "region", "north", "years", ">7")));
    agree(Map.of(loans, "income"), 3 + 2 + 2 + 12);
  }

  @Test
  void everyGroupOfGermanCreditAndAdultComesOutAlike() throws Exception {
    Map<Table, String> tables = new LinkedHashMap<>();
    SharedFiles.find("data/german_credit.csv")
        .ifPresent(
            file ->
                tables.put(
                    new Table(
                        file,
                        "credit_risk",
                        "good",
                        new TreeMap<>(Map.of("sex", "male", "age", ">25"))),
                    "duration_months"));
    SharedFiles.find("data/adult.csv")
        .ifPresent(
            file ->
                tables.put(
                    new Table(
                        file,
                        "income",
                        ">50K",
                        new TreeMap<>(Map.of("sex", "Male", "race", "White", "age", ">25"))),
                    "education_num"));
    if (!tables.isEmpty()) {
      agree(
          tables,
          tables.keySet().stream()
              .mapToInt(table -> table.attributes().size() == 2 ? 2 + 2 + 4 : 2 + 5 + 2 + 20)
              .sum());
    }
  }

  /** Asks about all tables at once, each with a feature for the audit to search. */
  private void agree(Map<Table, String> tables, int groups) throws Exception {
    Path out = folder.resolve("labels.json");
    PythonOracle.run(
        "label_metrics.py",
        folder,
        Stream.concat(Stream.of(out.toString()), tables.keySet().stream().flatMap(Table::arguments))
            .toArray(String[]::new));
    Theirs[] theirs = Json.read(Files.readAllBytes(out), Theirs[].class);
    assertThat(theirs).hasSize(groups);
    tables.forEach(
        (table, feature) ->
            agrees(
                table.manifest(feature),
                table.file(),
                Arrays.stream(theirs)
                    .filter(group -> group.table().equals(table.file().toString()))
                    .toList()));
  }

  private static void agrees(ReleaseManifest manifest, Path file, List<Theirs> theirs) {
    GateResult audit = AuditRun.of(manifest, FEW_ROWS, file);
    try (Dataset data = Datasets.open(manifest, new DataSources.Single(file))) {
      for (Theirs group : theirs) {
        if (!group.reference()) {
          assertThat(value(audit, "disparate-impact", group)).isCloseTo(group.ratio(), EXACTLY);
          assertThat(value(audit, "statistical-parity-difference", group))
              .isCloseTo(group.difference(), EXACTLY);
        }
        List<String> names = List.of(group.attributes().split(" & "));
        Reweighing weights =
            Reweighing.of(
                data,
                RowSet.ALL,
                manifest.data().protectedAttributes().stream()
                    .filter(attribute -> names.contains(attribute.attribute()))
                    .toList());
        List<@Nullable String> parts = new ArrayList<>(group.parts());
        assertThat(weights.weight(parts, true)).isCloseTo(orNone(group.favourable()), EXACTLY);
        assertThat(weights.weight(parts, false)).isCloseTo(orNone(group.unfavourable()), EXACTLY);
      }
    }
  }

  private static Double value(GateResult audit, String check, Theirs group) {
    return AuditRun.check(audit, check, group.attributes(), group.group()).value();
  }

  /** A label that no row of the group has needs no weight, which both write their own way. */
  private static double orNone(@Nullable Double weight) {
    return weight == null ? 0 : weight;
  }
}
