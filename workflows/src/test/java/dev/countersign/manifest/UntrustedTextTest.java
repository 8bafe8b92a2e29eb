package dev.countersign.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Texts that want to do harm, or are no manifests at all. */
class UntrustedTextTest {

  @Test
  void aFileOfTenMegabytesIsRefusedUnread() {
    refused("x: " + "a".repeat(10_000_000), 0, "is larger than 1 MB");
  }

  @Test
  void tenThousandAliasesAreRefused() {
    String aliases = "- *a\n".repeat(10_000);
    refused("a: &a [1]\nb:\n" + aliases, 103, "uses more than 100 aliases");
  }

  @Test
  void aliasesThatMultiplyAreRefused() {
    String laughs =
        "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
            + IntStream.rangeClosed(1, 9)
                .mapToObj(i -> "a" + i + ": &a" + i + " [" + tenOf("*a" + (i - 1)) + "]\n")
                .collect(Collectors.joining());
    refused(laughs, 5, "holds more than 100000 values, aliases written out");
  }

  private static String tenOf(String alias) {
    return String.join(", ", IntStream.range(0, 10).mapToObj(_ -> alias).toList());
  }

  @Test
  void aValueInsideItselfIsRefused() {
    refused("a: &a [*a]", 1, "refers to *a, which is not complete before this line");
  }

  @Test
  void bracketsWithoutEndAreRefused() {
    refused("a: " + "[".repeat(100_000), 1, "is nested more than 32 levels deep");
    refused("a: " + "{b: ".repeat(100_000), 1, "is nested more than 32 levels deep");
  }

  @Test
  void indentationWithoutEndIsRefused() {
    String deep =
        IntStream.range(0, 500).mapToObj(i -> " ".repeat(i) + "a:\n").collect(Collectors.joining());
    refused(deep, 33, "is nested more than 32 levels deep");
  }

  @Test
  void tagsAreRefused() {
    refused("kind: !!javax.script.ScriptEngineManager [x]", 1, "uses the tag");
    refused(Manifests.MINIMAL.replace("owner: mail", "owner: !!str mail"), 3, "uses the tag");
  }

  @Test
  void mergeKeysAreKeysLikeAnyOther() {
    refused(Manifests.MINIMAL + "<<: {risk: high}\n", 8, "is an unknown key");
  }

  @Test
  void aSecondDocumentIsRefused() {
    refused(Manifests.MINIMAL + "---\n" + Manifests.MINIMAL, 8, "holds a second document");
  }

  @Test
  void keysThatAreNoTextsAreRefused() {
    refused("? [a, b]\n: c", 1, "as a key");
    refused("a: &a x\n*a : c", 2, "as a key");
  }

  @Test
  void textsThatAreNoManifestsAreRefused() {
    refused("", 0, "is empty");
    refused("# nothing but a comment", 0, "is empty");
    refused("just a text", 1, "must be a mapping");
    refused("- a\n- list", 1, "must be a mapping");
    refused("a: b: c", 1, "is not YAML");
    refused("metadata:\n\tmodel: x", 2, "is not YAML");
    refused("a: \"never closed", 1, "is not YAML");
    refused("a: \u0000", 0, "is not YAML");
    refused("a: \ud800", 0, "is not YAML text");
  }

  @Test
  void valuesInMessagesAreShortAndHarmless() {
    List<Problem> problems =
        ManifestReader.read(
                Manifests.MINIMAL.replace(
                    "provenance: outcome", "provenance: \"\\e[31m" + "x".repeat(5000) + "\""))
            .problems();
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().message()).doesNotContain("\u001b").hasSizeLessThan(200);
  }

  @Test
  void aByteOrderMarkIsNoMistake() {
    assertThat(ManifestReader.read("\ufeff" + Manifests.MINIMAL).problems()).isEmpty();
  }

  @Test
  void windowsLineEndsAreNoMistake() {
    String windows = Manifests.COMPLETE.replace("\n", "\r\n");
    assertThat(ManifestReader.read(windows).problems()).isEmpty();
  }

  @Test
  void charactersOfTwoHalvesAreReadWhereverTheyStand() {
    for (int i = 0; i < 2100; i++) {
      String text = Manifests.MINIMAL.replace("owner: mail", "owner: " + "x".repeat(i) + "😀");
      assertThat(ManifestReader.read(text).problems()).isEmpty();
    }
  }

  private static void refused(String text, int line, String message) {
    ManifestReading reading = ManifestReader.read(text);
    assertThat(reading.isAccepted()).isFalse();
    assertThat(reading.problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.message()).contains(message);
              assertThat(problem.line()).isEqualTo(line);
            });
  }
}
