package dev.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.passport.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What commands say and end with that need no server, or find none. */
class CommandsTest {
  @TempDir Path folder;

  private Piped run(String... arguments) {
    return Piped.run(folder, arguments);
  }

  private String write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
    return name;
  }

  static Stream<List<String>> needTemporal() {
    return Stream.of(
        List.of("release", "list"),
        List.of("release", "status", "m/1"),
        List.of("release", "watch", "m/1"),
        List.of("release", "pause", "m/1"),
        List.of("release", "resume", "m/1"),
        List.of("release", "promote", "m/1"),
        List.of("release", "abort", "m/1"),
        List.of("release", "rollback", "m/1"),
        List.of("traffic", "sweep"),
        List.of("traffic", "forget", "1a2b3c4d5e6f", "--key", "k", "--reason", "scrapped"),
        List.of("passport", "m/1", "-o", "p.zip"),
        List.of("approve", "m/1", "--seat", "legal", "--key", "k"),
        List.of("reject", "m/1", "--seat", "legal", "--key", "k"),
        List.of(
            "waive",
            "m/1",
            "--check",
            "c",
            "--seat",
            "legal",
            "--key",
            "k",
            "--reason",
            "r",
            "--expires",
            "2027-01-01"));
  }

  @ParameterizedTest
  @MethodSource("needTemporal")
  void withoutTemporalACommandSaysWhereItLookedAndHowToGoOn(List<String> command)
      throws IOException {
    write("k", SigningKey.generate().pem());
    Piped said = run(command.toArray(String[]::new));
    assertThat(said.code()).as(said.err()).isEqualTo(7);
    assertThat(said.out()).isEmpty();
    assertThat(said.err()).contains("127.0.0.1:1", "temporal server start-dev", "--address");
  }

  @Test
  void aRouterIsForgottenOnlyByASignedOrderWithItsReason() throws IOException {
    write("k", SigningKey.generate().pem());
    Piped unsigned = run("traffic", "forget", "1a2b3c4d5e6f", "--reason", "scrapped");
    assertThat(unsigned.code()).isEqualTo(2);
    assertThat(unsigned.err()).contains("given only signed", "--key FILE");
    Piped unexplained = run("traffic", "forget", "1a2b3c4d5e6f", "--key", "k");
    assertThat(unexplained.code()).isEqualTo(2);
    assertThat(unexplained.err()).contains("gives its reason", "--reason TEXT");
  }

  @ParameterizedTest
  @CsvSource({
    "1a2, is too short to name a router: it takes 4 digits",
    "credit-risk, is no router's id: ids are digits and the letters a to f"
  })
  void whatIsNoRoutersIdIsRefusedBeforeAnybodyIsAsked(String id, String why) throws IOException {
    write("k", SigningKey.generate().pem());
    Piped said = run("traffic", "forget", id, "--key", "k", "--reason", "scrapped");
    assertThat(said.code()).as(said.err()).isEqualTo(2);
    assertThat(said.err()).contains(id + " " + why, "countersign traffic sweep");
  }

  @ParameterizedTest
  @MethodSource("needTemporal")
  void askedForJsonItSaysTheSameAsOneDocument(List<String> command) throws IOException {
    write("k", SigningKey.generate().pem());
    List<String> arguments = new ArrayList<>(command);
    arguments.add("--json");
    JsonNode document = run(arguments.toArray(String[]::new)).json();
    assertThat(document.path("exitCode").asInt()).isEqualTo(7);
    assertThat(document.path("error").asText()).contains("127.0.0.1:1");
    assertThat(document.path("next").asText()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--no-such-option",
        "relase list",
        "release",
        "release start",
        "release status",
        "release status no-slash",
        "release status a/b/c",
        "approve m/1 --seat legal",
        "approve m/1 --key k",
        "waive m/1 --seat legal --key k --check c --reason r",
        "passport m/1",
        "verify",
        "policy show",
        "keys new",
        "release list --limit many",
        "release start -f x --wait-for never"
      })
  void aCommandThatIsWrittenWronglyIsExitTwoInALineOrTwo(String arguments) {
    Piped said = run(arguments.split(" "));
    assertThat(said.code()).as(said.err()).isEqualTo(2);
    assertThat(said.err()).contains("countersign");
    assertThat(said.err().lines().count()).isLessThanOrEqualTo(4);
  }

  @Test
  void everyCommandAndOptionSaysWhatItIsFor() {
    for (CommandLine command : all(Cli.commandLine(Surroundings.ofProcess()))) {
      var spec = command.getCommandSpec();
      assertThat(spec.usageMessage().description()).as(spec.qualifiedName()).isNotEmpty();
      spec.options()
          .forEach(
              option ->
                  assertThat(option.description())
                      .as(spec.qualifiedName() + " " + option.longestName())
                      .isNotEmpty());
      spec.positionalParameters()
          .forEach(one -> assertThat(one.description()).as(spec.qualifiedName()).isNotEmpty());
    }
  }

  private static List<CommandLine> all(CommandLine command) {
    List<CommandLine> all = new ArrayList<>(List.of(command));
    command.getSubcommands().values().forEach(sub -> all.addAll(all(sub)));
    return all;
  }

  @Test
  void aManifestThatIsNotThereIsExitTwo() {
    Piped said = run("release", "start", "-f", "none.yaml");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("there is no file none.yaml");
  }

  @Test
  void aManifestThatIsNoTextOrTooLargeIsExitTwo() throws IOException {
    Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThat(run("release", "start", "-f", "binary.yaml").err()).contains("is not UTF-8 text");
    Files.write(folder.resolve("huge.yaml"), new byte[17 << 20]);
    Piped huge = run("release", "start", "-f", "huge.yaml");
    assertThat(huge.code()).isEqualTo(2);
    assertThat(huge.err()).contains("is larger than 16 MB");
  }

  @Test
  void aManifestWithMistakesIsRefusedEvenWhereTemporalIsAway() throws IOException {
    String file =
        write(
            "wrong.yaml",
            """
            apiVersion: countersign.dev/v1
            kind: ModelRelease
            metadata: {model: m, version: "1", owner: o, submittedBy: a, trainedBy: [a]}
            intendedUse: {decision: d, affected: a, harm: h, useCase: social-scoring}
            daat: {source: x.csv}
            """);
    Piped said = run("release", "start", "-f", file, "--json");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.json().path("problems")).hasSizeGreaterThan(2);
    assertThat(said.err()).contains("wrong.yaml:5", "data", "wrong.yaml:4", "social-scoring");
    assertThat(said.err()).contains("nothing was started", "the data was not looked at");
  }

  @Test
  void aKeyIsMadeOnceForItsOwnerAloneAndItsLineIsAllThatIsPrinted() throws IOException {
    Piped made = run("keys", "new", "ada@lending.example");
    assertThat(made.code()).isZero();
    assertThat(made.out()).matches("- \\{key: MCowBQYDK2VwAyEA\\S+}\\R");
    Path file = folder.resolve("ada@lending.example.key");
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    String before = Files.readString(file);
    Piped again = run("keys", "new", "ada@lending.example");
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("never overwritten");
    assertThat(file).hasContent(before);
    assertThat(run("keys", "new", "leo", "--json").json().path("trust").asText())
        .startsWith("- {key: ");
    Piped odd = run("keys", "new", "../evil");
    assertThat(odd.code()).isEqualTo(2);
    assertThat(odd.err()).contains("can't name a key file");
  }

  @Test
  void policiesAreListedShownAndLinted() throws IOException {
    assertThat(run("policy", "list").out()).contains("minimal", "limited", "high", "sha256:");
    assertThat(run("policy", "list", "--json").json()).hasSize(3);
    assertThat(run("policy", "show", "high").out()).contains("disparate-impact", "basis:");
    assertThat(run("policy", "show", "HIGH", "--json").json().path("name").asText())
        .isEqualTo("high");
    Piped none = run("policy", "show", "strictest");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("no policy strictest", "minimal, limited and high");
    String loose =
        write(
            "loose.yaml",
            """
            apiVersion: countersign.dev/v1
            kind: Policy
            name: loose
            tier: high
            description: Too easy.
            gates:
              data-audit:
                checks:
                  disparate-impact: {min: 0.5, basis: because}
                  dispart-impact: {min: 0.9, basis: because}
            """);
    Piped linted = run("policy", "lint", loose);
    assertThat(linted.code()).isEqualTo(2);
    assertThat(linted.out()).contains("loose.yaml:9", "loose.yaml:10", "2 wrong");
    assertThat(run("policy", "lint", loose, "--json").json().path("problems")).hasSize(2);
    assertThat(run("policy", "lint", "none.yaml").code()).isEqualTo(2);
  }

  @Test
  void whatIsNoPassportIsNotVerified() throws IOException {
    String file = write("passport.zip", "not a zip");
    Piped said = run("verify", file);
    assertThat(said.code()).isEqualTo(3);
    assertThat(said.out()).contains("NOT VERIFIED");
    assertThat(run("verify", file, "--json").json().path("findings")).isNotEmpty();
    assertThat(run("verify", "none.zip").code()).isEqualTo(2);
    String trust = write("trust.yaml", "kind: TrustFile\npeople: 3\n");
    Piped wrong = run("verify", file, "--trust", trust);
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("trust.yaml:", "the trust file trust.yaml is wrong");
  }

  @Test
  void whatIsNoKeyIsNotSignedWith() throws IOException {
    String notAKey = write("key.pem", "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n");
    String manifest = write("m.yaml", "metadata: {model: m, version: \"1\"}\n");
    Piped said = run("release", "start", "-f", manifest, "--key", notAKey);
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("key.pem", "countersign keys new");
    for (String signed :
        List.of(
            "approve m/1 --seat legal",
            "reject m/1 --seat legal",
            "waive m/1 --seat legal --check c --reason r --expires 2099-01-01",
            "release pause m/1",
            "release promote m/1 --seat tech-lead --reason r",
            "release rollback m/1",
            "drill m/1")) {
      Piped without = run((signed + " --key no-such.key").split(" "));
      assertThat(without.code()).as("before anything is asked of a server").isEqualTo(2);
      assertThat(without.err()).contains("there is no file no-such.key");
    }
    Piped keyless = run("release", "promote", "m/1", "--seat", "tech-lead", "--reason", "r");
    assertThat(keyless.code()).isEqualTo(2);
    assertThat(keyless.err()).contains("a seat signs with a key", "Add --key FILE");
  }

  @Test
  void helpAndVersionAreExitZero() {
    Piped help = run("--help");
    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("Exit codes:", "release", "approve", "verify");
    assertThat(run("release", "start", "--help").out()).contains("--wait-for", "--key");
    assertThat(run("--version").out()).startsWith("countersign ");
  }
}
