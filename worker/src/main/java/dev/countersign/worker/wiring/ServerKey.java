package dev.countersign.worker.wiring;

import dev.countersign.approval.TrustedKey;
import dev.countersign.passport.SigningKey;
import dev.countersign.verification.Sealer;
import dev.countersign.worker.WorkerProperties;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
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
    SigningKey key = SigningKey.fromPem(Files.readString(file));
    LOG.info(
        "seals passports as {}; under servers in trust.yaml: {}: keys: {}",
        id,
        id,
        new TrustedKey(key.publicKey().key(), null, null, null).line());
    return new Sealer(id, key);
  }

  private static void make(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] ownerOnly =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Files.createFile(file, ownerOnly);
    Files.writeString(file, SigningKey.generate().pem());
  }
}
