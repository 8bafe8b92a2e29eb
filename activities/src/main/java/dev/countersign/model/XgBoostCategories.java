package dev.countersign.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The categories XGBoost 3.1 and later store beside models trained on data frames. */
final class XgBoostCategories {
  private static final int MAX_ASCII = 127;

  private XgBoostCategories() {}

  /**
   * Reads {@code cats}: per input an encoding, which is empty for inputs that are no category,
   * holds numbers, or holds the ASCII of all texts one after the other with their offsets.
   *
   * @return by input name, the categories in the order of their codes
   */
  static Map<String, List<String>> read(@Nullable Document cats, List<String> names) {
    Map<String, List<String>> out = new LinkedHashMap<>();
    List<Document> encodings = cats == null ? List.of() : cats.field("enc").items();
    if (!encodings.isEmpty() && encodings.size() != names.size()) {
      throw new ModelException(
          "The model stores categories of "
              + encodings.size()
              + " inputs, but takes "
              + names.size()
              + ". Export it again.");
    }
    for (int i = 0; i < encodings.size(); i++) {
      double[] values = encodings.get(i).field("values").numbers();
      Document offsets = encodings.get(i).optional("offsets");
      if (values.length > 0) {
        out.put(names.get(i), offsets == null ? numbers(values) : texts(offsets, values));
      }
    }
    return out;
  }

  private static List<String> numbers(double[] values) {
    List<String> out = new ArrayList<>();
    for (double value : values) {
      out.add(NamedTrees.category(value));
    }
    return out;
  }

  private static List<String> texts(Document offsets, double[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (int) values[i];
      if (values[i] < 0 || values[i] > MAX_ASCII) {
        throw new ModelException(
            "The model has categories with letters beyond ASCII, which XGBoost 3.2 stores cut short:"
                + " its offsets count letters, not bytes. Rename those categories, or encode the"
                + " column yourself, and train again.");
      }
    }
    int[] bounds = offsets.integers(offsets.numbers().length);
    List<String> out = new ArrayList<>();
    for (int i = 0; i + 1 < bounds.length; i++) {
      if (bounds[i] < 0 || bounds[i + 1] < bounds[i] || bounds[i + 1] > bytes.length) {
        throw new ModelException(offsets.path() + " points outside the file. Export it again.");
      }
      out.add(new String(bytes, bounds[i], bounds[i + 1] - bounds[i], StandardCharsets.US_ASCII));
    }
    return out;
  }
}
