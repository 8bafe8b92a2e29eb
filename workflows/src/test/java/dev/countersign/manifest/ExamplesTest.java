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
  void everyMistakeIsNamedAtOnceWithItsLine() {
    for (var file : Shared.manifests("invalid")) {
      System.out.println(file.getFileName());
      ManifestReader.read(Shared.text(file)).problems().forEach(System.out::println);
    }
  }
}
