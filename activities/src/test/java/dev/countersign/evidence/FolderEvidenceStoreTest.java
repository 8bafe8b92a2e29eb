package dev.countersign.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.gate.EvidenceRef;
import dev.countersign.passport.Digests;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderEvidenceStoreTest {
  private static final byte[] CONTENT = "{\"verdict\":\"PASS\"}".getBytes(UTF_8);
  private static final String DIGEST = Digests.sha256(CONTENT);

  @TempDir Path folder;
  private EvidenceStore store;

  @BeforeEach
  void open() {
    store = new FolderEvidenceStore(folder.resolve("evidence"));
  }

  @Test
  void whatIsPutIsFoundUnderItsDigest() throws IOException {
    EvidenceRef ref = store.put("audit.json", CONTENT);

    assertThat(ref.name()).isEqualTo("audit.json");
    assertThat(ref.digest()).isEqualTo(DIGEST);
    assertThat(store.get(DIGEST)).isEqualTo(CONTENT);
    assertThat(Files.readAllBytes(Path.of(URI.create(ref.uri())))).isEqualTo(CONTENT);
  }

  @Test
  void aFileIsKeptLikeItsBytes() throws IOException {
    Path file = Files.write(folder.resolve("model.bin"), CONTENT);

    assertThat(store.putFile("model", file)).isEqualTo(store.put("model", CONTENT));
    assertThat(Files.readAllBytes(store.path(DIGEST))).isEqualTo(CONTENT);
  }

  @Test
  void filesAreReadOnlyAndNothingUnfinishedIsLeft() throws IOException {
    store.put("a", CONTENT);
    store.put("b", CONTENT);

    assertThat(Files.getPosixFilePermissions(store.path(DIGEST)))
        .noneMatch(permission -> permission.name().endsWith("WRITE"));
    assertThat(folder.resolve("evidence/unfinished")).isEmptyDirectory();
  }

  @Test
  void alteredContentIsRefusedAndPuttingItAgainMendsIt() throws IOException {
    store.put("a", CONTENT);
    Path file = store.path(DIGEST);
    Files.delete(file);
    Files.writeString(file, "{\"verdict\":\"FAIL\"}");

    assertThatThrownBy(() -> store.get(DIGEST))
        .isInstanceOf(EvidenceException.class)
        .hasMessageContaining("altered")
        .hasMessageContaining(DIGEST);
    assertThatThrownBy(() -> store.path(DIGEST)).isInstanceOf(EvidenceException.class);

    store.put("a", CONTENT);
    assertThat(store.get(DIGEST)).isEqualTo(CONTENT);
  }

  @Test
  void absentContentIsRefused() {
    String other = Digests.sha256(new byte[0]);

    assertThatThrownBy(() -> store.get(other))
        .isInstanceOf(EvidenceException.class)
        .hasMessageContaining(other);
    assertThatThrownBy(() -> store.path(other)).isInstanceOf(EvidenceException.class);
    assertThatThrownBy(() -> store.putFile("gone", folder.resolve("gone")))
        .isInstanceOf(EvidenceException.class)
        .hasMessageContaining("gone");
  }

  @Test
  void aNameThatIsNoDigestNeverReachesTheFileSystem() {
    assertThatThrownBy(() -> store.get("sha256:../../../etc/passwd"))
        .isInstanceOf(EvidenceException.class);
  }

  @Test
  void aFolderThatCannotBeMadeIsAClearError() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");

    assertThatThrownBy(() -> new FolderEvidenceStore(file))
        .isInstanceOf(EvidenceException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void manyThreadsMayPutTheSameContentAtOnce() throws Exception {
    Callable<EvidenceRef> put =
        () -> new FolderEvidenceStore(folder.resolve("evidence")).put("a", CONTENT);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var refs = threads.invokeAll(IntStream.range(0, 64).mapToObj(i -> put).toList());
      for (var ref : refs) {
        assertThat(ref.get()).isEqualTo(store.put("a", CONTENT));
      }
    }
    assertThat(List.of(store.get(DIGEST))).containsExactly(CONTENT);
    assertThat(folder.resolve("evidence/unfinished")).isEmptyDirectory();
  }
}
