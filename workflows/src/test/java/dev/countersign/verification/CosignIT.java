package dev.countersign.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.approval.SignOffPredicate;
import dev.countersign.approval.WaiverPredicate;
import dev.countersign.passport.SigningKey;
import dev.countersign.passport.TestResult;
import dev.countersign.passport.VerificationSummary;
import dev.countersign.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody else's tool, run for real, checks the signatures of an unpacked passport offline. */
class CosignIT {
  private static final Map<String, SigningKey> KEYS =
      Map.of("leo", Story.LEO, "server", Story.SERVER.key(), "mallory", Story.MALLORY);
  private static final String SIGN_OFF = "sign-offs/deployment/legal.json";

  @TempDir Path folder;

  @BeforeEach
  void unpack() throws IOException {
    byte[] passport = PassportWriter.write(new Story().tell(), Story.SERVER);
    for (Map.Entry<String, byte[]> file : Archive.unpack(passport).entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    for (Map.Entry<String, SigningKey> key : KEYS.entrySet()) {
      Files.writeString(folder.resolve(key.getKey() + ".pub"), key.getValue().publicKey().pem());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "leo, " + SIGN_OFF + ", " + SignOffPredicate.TYPE + ", release.json",
    "leo, waivers/002.json, " + WaiverPredicate.TYPE + ", release.json",
    "server, test-results/evaluation.json, " + TestResult.PREDICATE_TYPE + ", release.json",
    "server, seal.json, " + VerificationSummary.PREDICATE_TYPE + ", passport.json"
  })
  void cosignVerifiesWhatIsSigned(String key, String envelope, String type, String subject)
      throws Exception {
    Outcome outcome = cosign(key, envelope, type, subject);

    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    assertThat(outcome.output()).contains("Verified OK");
  }

  @ParameterizedTest
  @CsvSource({
    "mallory, " + SIGN_OFF + ", " + SignOffPredicate.TYPE + ", release.json",
    "leo, " + SIGN_OFF + ", " + WaiverPredicate.TYPE + ", release.json",
    "leo, " + SIGN_OFF + ", " + SignOffPredicate.TYPE + ", manifest.json"
  })
  void cosignRefusesAnotherKeyAnotherKindAndAnotherSubject(
      String key, String envelope, String type, String subject) throws Exception {
    assertThat(cosign(key, envelope, type, subject).exitCode()).isNotZero();
  }

  @Test
  void cosignRefusesAnAlteredRelease() throws Exception {
    Files.writeString(folder.resolve("release.json"), "{}");

    assertThat(cosign("leo", SIGN_OFF, SignOffPredicate.TYPE, "release.json").exitCode())
        .isNotZero();
  }

  private record Outcome(int exitCode, String output) {}

  private Outcome cosign(String key, String envelope, String type, String subject)
      throws Exception {
    Path log = folder.resolve("cosign.log");
    Process process =
        new ProcessBuilder(
                Tool.COSIGN.path().toString(),
                "verify-blob-attestation",
                "--insecure-ignore-tlog",
                "--key",
                key + ".pub",
                "--signature",
                envelope,
                "--type",
                type,
                subject)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("cosign ended").isTrue();
    return new Outcome(process.exitValue(), Files.readString(log));
  }
}
