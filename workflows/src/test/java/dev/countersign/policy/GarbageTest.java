package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.manifest.ManifestReader;
import dev.countersign.manifest.ManifestReading;
import dev.countersign.manifest.Manifests;
import dev.countersign.manifest.RiskTier;
import dev.countersign.manifest.Shared;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a text holds, reading it gives problems or a manifest and never an exception. */
class GarbageTest {
  private static final List<String> PIECES =
      List.of(
          ":",
          " ",
          "\n",
          "\n  ",
          "-",
          "[",
          "]",
          "{",
          "}",
          "\"",
          "'",
          "#",
          "&a",
          "*a",
          "!!",
          "|",
          ">",
          "%",
          "?",
          "\t",
          "null",
          "~",
          ".nan",
          "-.inf",
          "1e999",
          "99999999999999999999",
          "-1",
          "true",
          "0x1F",
          "2026-01-01",
          "P1D",
          "<=25",
          "checks",
          "options",
          "\u0000",
          "\ud83d\ude00",
          "\ud800",
          "\u2028",
          "\ufeff",
          "---",
          "...",
          "<<");

  @Property(tries = 300)
  void bytesAreReadOrRefused(@ForAll byte[] bytes) {
    survives(new String(bytes, StandardCharsets.UTF_8));
    survives(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  @Property(tries = 300)
  void piecesOfYamlAreReadOrRefused(@ForAll("soup") String text) {
    survives(text);
  }

  @Property(tries = 1500)
  void brokenManifestsAreReadOrRefused(@ForAll("brokenManifests") String text) {
    survives(text);
  }

  @Property(tries = 500)
  void brokenPoliciesAreReadOrRefused(@ForAll("brokenPolicies") String text) {
    PolicyReading reading = PolicyReader.read(text);
    assertThat(reading.pack() == null).isEqualTo(!reading.problems().isEmpty());
    assertThat(PolicyLint.lint(text)).isNotNull();
    ManifestReading manifest = ManifestReader.read(Manifests.COMPLETE);
    Preflight preflight = Preflight.of(manifest, List.of(reading), null);
    assertThat(preflight.isAccepted()).isEqualTo(preflight.problems().isEmpty());
  }

  private static void survives(String text) {
    ManifestReading reading = ManifestReader.read(text);
    assertThat(reading.isAccepted()).isEqualTo(reading.problems().isEmpty());
    Preflight preflight = Preflight.of(reading, List.of(), GermanCredit.facts());
    assertThat(preflight.isAccepted()).isEqualTo(preflight.problems().isEmpty());
  }

  @Provide
  Arbitrary<String> soup() {
    return Arbitraries.of(PIECES).list().ofMaxSize(60).map(pieces -> String.join("", pieces));
  }

  @Provide
  Arbitrary<String> brokenManifests() {
    List<String> texts = new ArrayList<>(List.of(Manifests.COMPLETE, Manifests.MINIMAL));
    Shared.manifests("").stream().map(Shared::text).forEach(texts::add);
    for (Path invalid : Shared.manifests("invalid")) {
      texts.add(Shared.text(invalid));
    }
    return broken(texts);
  }

  @Provide
  Arbitrary<String> brokenPolicies() {
    return broken(List.of(Policies.text(RiskTier.HIGH), Policies.text(RiskTier.MINIMAL)));
  }

  private static Arbitrary<String> broken(List<String> texts) {
    Arbitrary<List<Edit>> edits =
        Combinators.combine(
                Arbitraries.doubles().between(0, 1),
                Arbitraries.integers().between(0, 30),
                Arbitraries.of(PIECES))
            .as(Edit::new)
            .list()
            .ofMinSize(1)
            .ofMaxSize(5);
    return Combinators.combine(Arbitraries.of(texts), edits)
        .as(
            (text, list) -> {
              String broken = text;
              for (Edit edit : list) {
                broken = edit.apply(broken);
              }
              return broken;
            });
  }

  /** Replaces some characters, possibly none, somewhere. */
  private record Edit(double where, int length, String with) {
    String apply(String text) {
      int from = (int) (where * text.length());
      int to = Math.min(text.length(), from + length);
      return text.substring(0, from) + with + text.substring(to);
    }
  }
}
