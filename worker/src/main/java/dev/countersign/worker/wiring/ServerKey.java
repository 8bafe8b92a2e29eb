package dev.countersign.worker.wiring;

import dev.countersign.approval.TrustedKey;
import dev.countersign.cli.KeyFile;
import dev.countersign.passport.SigningKey;
import dev.countersign.verification.Sealer;
import dev.countersign.worker.WorkerProperties;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key this server seals passports with: the one it was given, or one it makes once. */
final class ServerKey {
  private static final Logger LOG = LoggerFactory.getLogger(ServerKey.class);

  private ServerKey() {}

  static Sealer sealer(WorkerProperties properties) throws IOException {
    String id = properties.server().id();
    Path given = properties.server().key();
    Path file = given == null ? properties.state().resolve("server.key") : given;
    if (given == null && !Files.exists(file)) {
      make(file);
    }
    SigningKey key = read(file);
    LOG.info(
        "seals passports as {}; under servers in trust.yaml: {}: keys: {}",
        id,
        id,
        new TrustedKey(key.publicKey().key(), null, null, null).line());
    return new Sealer(id, key);
  }

  private static void make(Path file) throws IOException {
    try {
      KeyFile.write(file, SigningKey.generate());
    } catch (FileAlreadyExistsException e) {
      LOG.info("another worker made {} meanwhile", file);
    }
  }

  private static SigningKey read(Path file) throws IOException {
    try {
      return SigningKey.fromPem(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          "countersign.server.key names "
              + file
              + ", which is no file. Make one with: countersign"
              + " keys new NAME",
          e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the server's key "
              + file
              + " can't be used: "
              + e.getMessage()
              + ". Make one with:"
              + " countersign keys new NAME",
          e);
    }
  }
}
