package dev.countersign.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A register grows by what is new, keeps its order, and survives crashes and crowds. */
class RegisterTest {
  @TempDir Path folder;

  @Test
  void anEntryIsKeptOnceAndInOrder() {
    EvidenceStore store = new FolderEvidenceStore(folder);
    assertThat(store.remember("looks", "first")).containsExactly("first");
    assertThat(store.remember("looks", "second")).containsExactly("first", "second");
    assertThat(store.remember("looks", "first")).containsExactly("first", "second");
    assertThat(new FolderEvidenceStore(folder).remember("looks", "third"))
        .containsExactly("first", "second", "third");
    assertThat(store.remember("others", "first")).containsExactly("first");
  }

  @Test
  void aLineCutShortByACrashIsDropped() throws Exception {
    Register register = new Register(folder, "looks");
    register.remember("first");
    Files.writeString(folder.resolve("looks.txt"), "seco", StandardOpenOption.APPEND);
    assertThat(register.remember("third")).containsExactly("first", "third");
    assertThat(Files.readString(folder.resolve("looks.txt"))).isEqualTo("first\nthird\n");
  }

  @Test
  void manyAtOnceLoseNothing() {
    IntStream.range(0, 200)
        .parallel()
        .forEach(i -> new Register(folder, "looks").remember("entry " + i % 50));
    assertThat(new Register(folder, "looks").remember("entry 0")).hasSize(50);
  }

  @Test
  void namesAndEntriesThatCouldDoHarmAreRefused() {
    for (String name : List.of("../up", "a/b", "", ".hidden", "a b")) {
      assertThatThrownBy(() -> new Register(folder, name)).hasMessageContaining("register's name");
    }
    for (String entry : List.of("", "two\nlines", "x".repeat(501))) {
      assertThatThrownBy(() -> new Register(folder, "looks").remember(entry))
          .hasMessageContaining("one line");
    }
  }
}
