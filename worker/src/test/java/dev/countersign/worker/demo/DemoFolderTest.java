package dev.countersign.worker.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {
  @TempDir private Path parent;

  @Test
  void demonstrationsBegunInTheSameSecondDontShareAFolder() throws IOException {
    assertThat(DemoFolder.fresh(parent, "20261127-101500"))
        .isEqualTo(parent.resolve("20261127-101500"))
        .isEmptyDirectory();
    assertThat(DemoFolder.fresh(parent, "20261127-101500"))
        .isEqualTo(parent.resolve("20261127-101500-2"))
        .isEmptyDirectory();
  }
}
