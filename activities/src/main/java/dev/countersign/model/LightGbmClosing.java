package dev.countersign.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What follows the trees of a LightGBM file: importances, the parameters of the training, and, from
 * Python, the categories of the data frame. The categories come last and decide what codes mean, so
 * a file that ends before its parameters do may have lost them, and is refused.
 *
 * @param pandas one list of categories a categorical column; null where the file stores none
 */
record LightGbmClosing(@Nullable Document pandas) {
  private static final String END = "\nend of parameters";
  private static final String PANDAS = "pandas_categorical:";

  /**
   * Reads what follows.
   *
   * @param text from the line {@code end of trees} on
   */
  static LightGbmClosing read(String text) {
    int end = text.indexOf(END);
    if (end < 0) {
      throw new ModelException(
          "The LightGBM model has no line \"end of parameters\". It is truncated: copy it again,"
              + " whole.");
    }
    String rest = text.substring(end + END.length()).strip();
    if (rest.isEmpty()) {
      return new LightGbmClosing(null);
    }
    if (!rest.startsWith(PANDAS)) {
      throw new ModelException(
          "The LightGBM model ends in \""
              + rest.substring(0, Math.min(40, rest.length()))
              + "\" instead of pandas_categorical. It is truncated or altered: copy it again,"
              + " whole.");
    }
    byte[] json = rest.substring(PANDAS.length()).getBytes(StandardCharsets.UTF_8);
    Document stored = JsonReader.read(json);
    return new LightGbmClosing(stored.value() instanceof Document.Value.Nothing ? null : stored);
  }

  /** Categories by column, in the order of the categorical columns. */
  Map<String, List<String>> categories(LightGbmSection header, List<String> names) {
    if (pandas == null) {
      return Map.of();
    }
    String[] infos = header.text("feature_infos").split(" ");
    List<String> categorical = new ArrayList<>();
    for (int i = 0; i < Math.min(infos.length, names.size()); i++) {
      if (!infos[i].startsWith("[") && !infos[i].equals("none")) {
        categorical.add(names.get(i));
      }
    }
    List<Document> lists = pandas.items();
    if (lists.size() != categorical.size()) {
      throw new ModelException(
          "The LightGBM model stores categories of "
              + lists.size()
              + " columns, but splits on "
              + categorical.size()
              + " categorical ones, so which is which is not clear. Drop categorical columns that"
              + " never vary, and train again.");
    }
    Map<String, List<String>> out = new LinkedHashMap<>();
    for (int i = 0; i < lists.size(); i++) {
      out.put(categorical.get(i), lists.get(i).items().stream().map(Document::word).toList());
    }
    return out;
  }
}
