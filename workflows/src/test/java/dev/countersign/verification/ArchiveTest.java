package dev.countersign.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTest {
  private static TreeMap<String, byte[]> files(String... names) {
    var files = new TreeMap<String, byte[]>();
    for (String name : names) {
      files.put(name, name.getBytes(UTF_8));
    }
    return files;
  }

  @Test
  void whatIsPackedUnpacksAlikeAndIsPackedAlikeAgain() {
    byte[] packed = Archive.pack(files("a.json", "card/b.md", "sign-offs/data/legal.json"));

    assertThat(Archive.unpack(packed)).hasSize(3);
    assertThat(Archive.unpack(packed).get("card/b.md")).asString(UTF_8).isEqualTo("card/b.md");
    assertThat(Archive.pack(Archive.unpack(packed))).isEqualTo(packed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../a", "/a", "a/../b", "a//b", "a\\b", ".hidden", "a/", "", "C:a", "a/b/c/d", "a\nb", "é"
      })
  void namesThatLeaveTheFolderOrHideAreNeitherWrittenNorRead(String name) throws IOException {
    assertThatThrownBy(() -> Archive.pack(files(name)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Archive.unpack(zipped(ZipEntry.DEFLATED, name)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void compressedFilesAreNotRead() {
    assertThatThrownBy(() -> Archive.unpack(zipped(ZipEntry.DEFLATED, "a.json")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a.json");
  }

  @Test
  void aBombIsNotUnpacked() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("bomb.json"));
      byte[] nothing = new byte[1 << 20];
      for (int i = 0; i < 200; i++) {
        zip.write(nothing);
      }
    }

    assertThat(bytes.size()).isLessThan(1 << 20);
    assertThatThrownBy(() -> Archive.unpack(bytes.toByteArray()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tooManyFilesOrTooManyBytesAreNeitherWrittenNorRead() {
    var many =
        files(
            IntStream.rangeClosed(0, Archive.MOST_FILES)
                .mapToObj(i -> "f" + i)
                .toArray(String[]::new));

    assertThatThrownBy(() -> Archive.pack(many)).hasMessageContaining("at most");
    assertThatThrownBy(() -> Archive.pack(new TreeMap<>(Map.of("a", new byte[Archive.LARGEST]))))
        .hasMessageContaining("at most");
    assertThatThrownBy(() -> Archive.unpack(new byte[Archive.LARGEST + 1]))
        .hasMessageContaining("larger");
  }

  @Test
  void aFileThatStandsTwiceIsNotRead() {
    byte[] one = Archive.pack(files("a.json"));
    byte[] twice = new byte[one.length * 2];
    System.arraycopy(one, 0, twice, 0, one.length);
    System.arraycopy(one, 0, twice, one.length, one.length);

    assertThatThrownBy(() -> Archive.unpack(twice)).isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] zipped(int method, String name) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      var entry = new ZipEntry(name);
      entry.setMethod(method);
      zip.putNextEntry(entry);
      zip.write("x".getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
