package dev.countersign.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.fixture.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DvcFileTest {
  /** Of {@code a,y\n1,1\n2,0\n}. */
  private static final String MD5 = "75e4de1cd01a0d2f3b3f8a5c4a5d7a3c";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "outs: []",
        "outs:\n- md5: 0123456789abcdef0123456789abcdef.dir\n  path: d.csv",
        "outs:\n- md5: 0123456789abcdef0123456789abcdef\n  path: ../d.csv",
        "outs:\n- path: d.csv",
        "&a [*a, *a",
        "- no mapping"
      })
  void whatIsNoDvcFileOfOneFileIsRefused(String content) throws IOException {
    Path data = Files.writeString(folder.resolve("d.csv"), "a,y\n1,1\n2,0\n");
    Files.writeString(folder.resolve("d.csv.dvc"), content);
    assertThatThrownBy(() -> DvcFile.requireMatch(data))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("can't be read as a .dvc file");
  }

  @Test
  void otherBytesThanRecordedAreRefusedWithWhatToDo() throws IOException {
    Path data = Files.writeString(folder.resolve("d.csv"), "a,y\n1,1\n2,0\n");
    Files.writeString(
        folder.resolve("d.csv.dvc"), "outs:\n- md5: " + MD5 + "\n  hash: md5\n  path: d.csv\n");
    assertThatThrownBy(() -> DvcFile.requireMatch(data))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("dvc checkout");
  }

  @Test
  void aSourceMayNameItsDvcFile() throws IOException {
    Path data = Files.writeString(folder.resolve("d.csv"), "abc");
    Files.writeString(
        folder.resolve("d.csv.dvc"),
        "outs:\n- md5: 900150983cd24fb0d6963f7d28e17f72\n  hash: md5\n  path: d.csv\n");
    var sources = DataSources.resolve(Manifests.over("d.csv.dvc", "y", "1").build().data(), folder);
    assertThat(sources.paths()).containsExactly(data);
    assertThat(Lineage.of(sources.paths()))
        .singleElement()
        .satisfies(
            source -> {
              assertThat(source.dvc()).isEqualTo("900150983cd24fb0d6963f7d28e17f72");
              assertThat(source.digest()).startsWith("sha256:ba7816bf");
              assertThat(source.bytes()).isEqualTo(3);
            });
  }

  @Test
  void beforeVersionThreeLineEndsOfTextsDidNotCount() throws IOException {
    Path data = Files.writeString(folder.resolve("d.csv"), "a\r\nb\r\n");
    Files.writeString(
        folder.resolve("d.csv.dvc"), "outs:\n- md5: " + md5("a\nb\n") + "\n  path: d.csv\n");
    DvcFile.requireMatch(data);
    Files.writeString(
        folder.resolve("d.csv.dvc"),
        "outs:\n- md5: " + md5("a\nb\n") + "\n  hash: md5\n  path: d.csv\n");
    assertThatThrownBy(() -> DvcFile.requireMatch(data)).isInstanceOf(DataException.class);
  }

  private static String md5(String text) {
    try {
      return java.util.HexFormat.of()
          .formatHex(
              java.security.MessageDigest.getInstance("MD5")
                  .digest(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
