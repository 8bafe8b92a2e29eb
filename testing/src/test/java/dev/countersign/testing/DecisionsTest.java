package dev.countersign.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Nothing is added to the build without a reason and a licence. */
class DecisionsTest {
  private static final Path CHECKOUT = Path.of("..");
  private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([^<*]+)</artifactId>");

  @Test
  void everyDependencyOfTheParentPomIsInTheDecisions() throws IOException {
    String decisions = Files.readString(CHECKOUT.resolve("docs/decisions.md"));
    String pom = Files.readString(CHECKOUT.resolve("pom.xml"));

    assertThat(
            ARTIFACT
                .matcher(pom)
                .results()
                .map(found -> found.group(1))
                .filter(artifact -> !artifact.startsWith("countersign"))
                .filter(artifact -> !decisions.contains("`" + artifact + "`")))
        .as("add a line with licence and reason to docs/decisions.md")
        .isEmpty();
  }

  @Test
  void everyPythonToolIsPinnedAndHasAReason() throws IOException {
    assertThat(Files.readAllLines(CHECKOUT.resolve("scripts/python/tools.txt")))
        .filteredOn(line -> !line.startsWith("#"))
        .allMatch(line -> line.matches("[a-z0-9-]+==[0-9.]+ +# .+"));
  }

  @Test
  void noRegistrysAddressStandsInTheBuild() throws IOException {
    String pom = Files.readString(CHECKOUT.resolve("pom.xml"));

    assertThat(pom).doesNotContain("<repository>").doesNotContain("<pluginRepository>");
    assertThat(CHECKOUT.resolve("mvnw")).doesNotExist();
  }
}
