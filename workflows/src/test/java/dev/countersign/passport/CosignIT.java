package dev.countersign.passport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else's tool, run for real, reads our envelopes offline. */
class CosignIT {
  private static final String TYPE = "https://countersign.dev/sign-off/v1";
  private static final SigningKey KEY = SigningKey.generate();

  @TempDir Path folder;
  private Path release;

  @BeforeEach
  void sign() throws IOException {
    byte[] content = "{\"manifest\":\"…\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    var statement =
        Statement.about(
            Statement.Descriptor.of("release.json", Digests.sha256(content)),
            TYPE,
            Map.of("decision", "APPROVE", "seat", "legal"));
    release = Files.write(folder.resolve("release.json"), content);
    Files.write(folder.resolve("legal.json"), Json.canonicalBytes(Envelope.sign(statement, KEY)));
    Files.writeString(folder.resolve("legal.pub"), KEY.publicKey().pem());
  }

  @Test
  void cosignVerifiesASignOffOverItsRelease() throws Exception {
    Outcome outcome = verify("legal.pub", TYPE);

    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    assertThat(outcome.output()).contains("Verified OK");
  }

  @Test
  void cosignRefusesAnotherRelease() throws Exception {
    Files.writeString(release, "{\"manifest\":\"another\"}");

    assertThat(verify("legal.pub", TYPE).exitCode()).isNotZero();
  }

  @Test
  void cosignRefusesAnotherKey() throws Exception {
    Files.writeString(folder.resolve("other.pub"), SigningKey.generate().publicKey().pem());

    assertThat(verify("other.pub", TYPE).exitCode()).isNotZero();
  }

  @Test
  void cosignRefusesAnotherKindOfStatement() throws Exception {
    assertThat(verify("legal.pub", "https://countersign.dev/waiver/v1").exitCode()).isNotZero();
  }

  private record Outcome(int exitCode, String output) {}

  private Outcome verify(String key, String type) throws Exception {
    Path log = folder.resolve("cosign.log");
    Process process =
        new ProcessBuilder(
                Tool.COSIGN.path().toString(),
                "verify-blob-attestation",
                "--insecure-ignore-tlog",
                "--key",
                key,
                "--signature",
                "legal.json",
                "--type",
                type,
                "release.json")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("cosign ended").isTrue();
    return new Outcome(process.exitValue(), Files.readString(log));
  }
}
