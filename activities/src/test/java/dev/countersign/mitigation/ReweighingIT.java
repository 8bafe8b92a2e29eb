package dev.countersign.mitigation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.countersign.data.DataSources;
import dev.countersign.data.Dataset;
import dev.countersign.data.Datasets;
import dev.countersign.data.RowSet;
import dev.countersign.fixture.Loans;
import dev.countersign.fixture.Manifests;
import dev.countersign.fixture.PythonOracle;
import dev.countersign.fixture.SharedFiles;
import dev.countersign.manifest.ReleaseManifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AIF360's reweighing, asked live: the same weights. */
class ReweighingIT {
  @TempDir Path folder;

  @Test
  void loansAreWeighedAlike() throws Exception {
    agrees(Loans.write(folder, 700, 5), "paid", "yes", "sex", "m");
  }

  @Test
  void germanCreditAndAdultAreWeighedAlike() throws Exception {
    var german = SharedFiles.find("data/german_credit.csv");
    if (german.isPresent()) {
      agrees(german.get(), "credit_risk", "good", "sex", "male");
    }
    var adult = SharedFiles.find("data/adult.csv");
    if (adult.isPresent()) {
      agrees(adult.get(), "income", ">50K", "sex", "Male");
    }
  }

  private void agrees(Path file, String label, String favourable, String column, String reference)
      throws Exception {
    Path out = folder.resolve("weights.csv");
    PythonOracle.run(
        "reweighing.py",
        folder,
        file.toString(),
        out.toString(),
        label,
        favourable,
        column,
        reference);
    ReleaseManifest manifest =
        Manifests.over(file.toString(), label, favourable)
            .protect(column, column, reference)
            .build();
    try (Dataset data = Datasets.open(manifest, new DataSources.Single(file))) {
      Reweighing ours = Reweighing.of(data, RowSet.ALL, manifest.data().protectedAttributes());
      Map<String, Reweighing.OfGroup> weights = ours.weights();
      assertThat(weights).hasSize(2);
      List<String> theirs = Files.readAllLines(out);
      assertThat(theirs).hasSize(5);
      for (String line : theirs.subList(1, 5)) {
        String[] cells = line.split(",");
        boolean isReference = cells[0].equals("1.0");
        Reweighing.OfGroup own =
            weights.entrySet().stream()
                .filter(group -> group.getKey().equals(reference) == isReference)
                .findFirst()
                .orElseThrow()
                .getValue();
        double expected = Double.parseDouble(cells[2]);
        assertThat(cells[1].equals("1.0") ? own.favourable() : own.unfavourable())
            .isCloseTo(expected, within(1e-9));
      }
    }
  }
}
