package dev.countersign.worker.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.worker.commands.Shell.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** {@code countersign explain} over a model that is trained here. */
class ExplainTest {
  private static final Pattern DECIDED_BY =
      Pattern.compile("Decided by brochures 1 \\((sha256:[0-9a-f]{64})\\)");

  @TempDir Path folder;
  private String manifest;

  /** In a process of its own the command says so itself; here logging began before it. */
  @BeforeAll
  static void logAsCommandsDo() {
    ((Logger) LoggerFactory.getLogger("smile")).setLevel(Level.WARN);
  }

  @BeforeEach
  void write() throws IOException {
    Loans.write(folder);
    manifest = Loans.manifest(folder, "brochures", "1", "1s", "");
  }

  private Said explain(String... more) {
    String[] arguments = new String[more.length + 3];
    System.arraycopy(new String[] {"explain", "-f", manifest}, 0, arguments, 0, 3);
    System.arraycopy(more, 0, arguments, 3, more.length);
    return new Shell(folder, Map.of("HOME", folder.toString())).run(arguments);
  }

  @Test
  void saysWhyInWordsAndWhatWouldHaveToChange() {
    Said said = explain("--row", "L00001");
    assertThat(said.code()).as("%s", said).isZero();
    assertThat(said.out())
        .startsWith("Row L00001 is decided ")
        .containsPattern("(Principal reasons against it|What speaks for it):\\R  1\\. ")
        .contains("all else the same")
        .containsPattern(DECIDED_BY);
  }

  @Test
  void asJsonBaseAndContributionsAddUpToThePrediction() {
    Said said = explain("--row", "L00001", "--json");
    assertThat(said.code()).as("%s", said).isZero();
    JsonNode json = said.json();
    assertThat(json.at("/row").asText()).isEqualTo("L00001");
    assertThat(json.at("/space").asText()).isEqualTo("margin");
    double sum = json.at("/base").asDouble();
    for (JsonNode contribution : json.at("/contributions")) {
      sum += contribution.at("/contribution").asDouble();
    }
    assertThat(json.at("/contributions").size()).isGreaterThan(3);
    assertThat(sum).isCloseTo(json.at("/prediction").asDouble(), offset(1e-6));
  }

  @Test
  void drawsAWaterfall() throws IOException {
    Said said = explain("--row", "L00001", "--svg", "why.svg");
    assertThat(said.code()).as("%s", said).isZero();
    assertThat(Files.readString(folder.resolve("why.svg")))
        .startsWith("<svg")
        .contains("Why row L00001 is decided as it is");
  }

  @Test
  void onlyTheModelThatDecidedAnswers() {
    Matcher decided = DECIDED_BY.matcher(explain("--row", "L00001").out());
    assertThat(decided.find()).isTrue();
    String digest = decided.group(1);

    assertThat(explain("--row", "L00001", "--digest", digest).code()).isZero();

    String other = "sha256:" + "0".repeat(64);
    Said refused = explain("--row", "L00001", "--digest", other);
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err())
        .contains("leads to the model " + digest + ", but " + other + " decided");
  }

  @Test
  void aRowThatIsNotThereIsNamed() {
    Said refused = explain("--row", "L99999");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("L99999").contains("Mend that and ask again");
  }

  @Test
  void aManifestWithMistakesExplainsNothing() throws IOException {
    Path file = folder.resolve(manifest);
    Files.writeString(file, Files.readString(file).replace("useCase: ", "useCose: "));
    Said refused = explain("--row", "L00001");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("useCose");
  }
}
