package dev.countersign.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.data.Frame;
import dev.countersign.manifest.ModelSpec.Format;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Files cut short or with flipped bytes either score every row or are refused; nothing else. */
class FuzzTest {
  private static final List<String> FILES =
      List.of(
          "xgboost-estimated-base.ubj",
          "lightgbm.txt",
          "xgboost.json",
          "sklearn-forest-covers.onnx",
          "sklearn-pipeline-logistic.onnx",
          "sklearn-pipeline-gradient-boosting.onnx");

  private final @Nullable German german = German.find("fuzzing real files").orElse(null);

  @Property(tries = 150)
  void truncatedFilesAreRefused(@ForAll @IntRange(max = 5) int file, @ForAll long seed)
      throws IOException {
    if (german == null) {
      return;
    }
    byte[] whole = Files.readAllBytes(german.model(FILES.get(file)));
    byte[] part = Arrays.copyOf(whole, new Random(seed).nextInt(whole.length - 1));
    assertThat(opens(FILES.get(file), part)).isEqualTo(file == 1 && lostOnlyWhatSaysNothing(part));
  }

  /**
   * LightGBM's text ends in its parameters and then, from Python, in the categories of the data
   * frame. Whoever cuts the parameters also cuts the categories, and codes then mean something
   * else; only the last line may go, where it says that there are none.
   */
  private static boolean lostOnlyWhatSaysNothing(byte[] lightgbm) {
    String text = new String(lightgbm, StandardCharsets.UTF_8);
    int end = text.indexOf("\nend of parameters");
    String rest = end < 0 ? "cut" : text.substring(end + "\nend of parameters".length()).strip();
    return rest.isEmpty() || rest.equals("pandas_categorical:null");
  }

  @Property(tries = 200)
  void filesCutInTheirClosingLinesAreRefusedUnlessNothingIsLost(
      @ForAll @IntRange(max = 3400) int lost) throws IOException {
    if (german == null) {
      return;
    }
    byte[] whole = Files.readAllBytes(german.model("lightgbm.txt"));
    byte[] part = Arrays.copyOf(whole, whole.length - lost);
    assertThat(opens("lightgbm.txt", part)).isEqualTo(lostOnlyWhatSaysNothing(part));
  }

  @Property(tries = 400)
  void alteredFilesScoreOrAreRefused(
      @ForAll @IntRange(max = 5) int file,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 20) int flips)
      throws IOException {
    if (german == null) {
      return;
    }
    byte[] altered = Files.readAllBytes(german.model(FILES.get(file)));
    Random random = new Random(seed);
    for (int i = 0; i < flips; i++) {
      altered[random.nextInt(altered.length)] = (byte) random.nextInt();
    }
    opens(FILES.get(file), altered);
  }

  /** Whether the file opens and scores; anything but a clear refusal fails the test. */
  private boolean opens(String name, byte[] content) throws IOException {
    boolean pipeline = name.contains("pipeline");
    Frame rows = (pipeline ? german.raw() : german.encoded()).select(new int[] {1, 2, 3});
    Format format =
        name.endsWith("onnx")
            ? Format.ONNX
            : name.endsWith("txt") ? Format.LIGHTGBM : Format.XGBOOST;
    Path file = Files.createTempFile("fuzz", ".model");
    try {
      Files.write(file, content);
      List<String> order = pipeline ? german.rawFeatures() : german.features();
      try (Scorer scorer = Models.open(file, format, order, 1)) {
        scorer.favourable(rows);
        return true;
      }
    } catch (ModelException refused) {
      assertThat(refused.getMessage()).isNotBlank();
      return false;
    } finally {
      Files.delete(file);
    }
  }
}
