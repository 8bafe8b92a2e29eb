package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.manifest.ManifestReader;
import dev.countersign.manifest.ManifestReading;
import dev.countersign.manifest.Manifests;
import dev.countersign.manifest.ReleaseManifest;
import dev.countersign.manifest.Shared;
import dev.countersign.passport.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is frozen as JSON is what was read. */
class RoundTripTest {

  @TestFactory
  List<DynamicTest> manifestsAndPoliciesComeBackAsTheyWere() {
    List<DynamicTest> tests = new ArrayList<>();
    tests.add(DynamicTest.dynamicTest("complete", () -> check(Manifests.COMPLETE)));
    tests.add(DynamicTest.dynamicTest("minimal", () -> check(Manifests.MINIMAL)));
    Shared.manifests("")
        .forEach(
            file ->
                tests.add(
                    DynamicTest.dynamicTest(
                        file.getFileName().toString(), () -> check(Shared.text(file)))));
    return tests;
  }

  @Test
  void everyKindOfSplitComesBack() {
    for (String split :
        List.of(
            "{column: part, train: a, evaluation: b, calibration: c}",
            "{time: day, evaluation: 2026-03-01, calibration: 2026-01-01}",
            "{evaluation: 0.25, calibration: 0.25, seed: -3}")) {
      check(
          Manifests.COMPLETE.replace(
              "{evaluation: 0.3, calibration: 0.2, seed: 7, group: household}", split));
    }
  }

  private static void check(String text) {
    ManifestReading reading = ManifestReader.read(text);
    Preflight preflight = Preflight.of(reading, List.of(), null);
    assertThat(preflight.problems()).isEmpty();
    comesBack(Objects.requireNonNull(preflight.manifest()), ReleaseManifest.class);
    comesBack(Objects.requireNonNull(preflight.policy()), EffectivePolicy.class);
  }

  private static <T> void comesBack(T value, Class<T> type) {
    byte[] json = Json.canonicalBytes(value);
    T back = Json.read(json, type);
    assertThat(back).isEqualTo(value);
    assertThat(Json.canonicalBytes(back)).isEqualTo(json);
  }
}
