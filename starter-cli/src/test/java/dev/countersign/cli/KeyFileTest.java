package dev.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.passport.SigningKey;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key is written once, whoever else writes it at that moment. */
class KeyFileTest {
  private static final int WRITERS = 8;
  private static final int RACES = 200;
  @TempDir Path folder;

  /** Writes a key of its own, or finds somebody else's there; the key the file then holds. */
  private static String writtenOrFound(Path file, CyclicBarrier start) throws Exception {
    String own = SigningKey.generate().pem();
    start.await();
    try {
      KeyFile.write(file, SigningKey.fromPem(own));
      return own;
    } catch (FileAlreadyExistsException lost) {
      return Files.readString(file);
    }
  }

  @Test
  void ofManyThatWriteAtOnceOneDoesAndTheOthersReadItsKey() throws Exception {
    CyclicBarrier start = new CyclicBarrier(WRITERS);
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      for (int race = 0; race < RACES; race++) {
        Path file = folder.resolve("race-" + race).resolve("server.key");
        Callable<String> writer = () -> writtenOrFound(file, start);
        List<String> keys = new ArrayList<>();
        for (Future<String> key : writers.invokeAll(Collections.nCopies(WRITERS, writer))) {
          keys.add(key.get());
        }
        assertThat(keys).as("race " + race).containsOnly(Files.readString(file));
        try (Stream<Path> left = Files.list(file.getParent())) {
          assertThat(left).containsExactly(file);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void whereAFileSystemHasNoLinksAKeyIsWrittenOnceToo() throws IOException {
    Path archive = folder.resolve("folder.zip");
    try (FileSystem noLinks = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      Path file = noLinks.getPath("/keys/server.key");
      SigningKey first = SigningKey.generate();
      KeyFile.write(file, first);
      assertThatThrownBy(() -> KeyFile.write(file, SigningKey.generate()))
          .isInstanceOf(FileAlreadyExistsException.class);
      assertThat(Files.readString(file)).isEqualTo(first.pem());
    }
  }
}
