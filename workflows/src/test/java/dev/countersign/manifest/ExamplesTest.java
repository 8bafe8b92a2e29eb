package dev.countersign.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ExamplesTest {

  @TestFactory
  Iterable<DynamicTest> everyExampleIsAcceptedAsItStands() {
    return Shared.manifests("").stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> assertThat(ManifestReader.read(Shared.text(file)).problems()).isEmpty()))
        .toList();
  }

  @Test
  void aCompleteManifestIsAccepted() {
    assertThat(ManifestReader.read(Manifests.COMPLETE).problems()).isEmpty();
  }

  @Test
  void aMinimalManifestIsAccepted() {
    assertThat(ManifestReader.read(Manifests.MINIMAL).problems()).isEmpty();
  }
}
