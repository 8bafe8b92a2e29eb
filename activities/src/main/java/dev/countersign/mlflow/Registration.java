package dev.countersign.mlflow;

import dev.countersign.manifest.ModelSpec;
import dev.countersign.passport.Digests;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a release puts in the registry.
 *
 * @param model the model's name
 * @param version the version people know it by
 * @param release names the release and its run; registering twice for it changes nothing
 * @param file the model
 * @param digest {@code sha256:…} of the file
 * @param format how to read it
 * @param favourableIndex which output is the favourable class, from 0
 * @param params settings, as text
 * @param metrics measured figures, finite
 * @param tags anything else people search by
 * @param attachments plots, card and reports
 * @param datasets what it was made from
 */
public record Registration(
    String model,
    String version,
    String release,
    Path file,
    String digest,
    ModelSpec.Format format,
    int favourableIndex,
    Map<String, String> params,
    Map<String, Double> metrics,
    Map<String, String> tags,
    List<Attachment> attachments,
    List<LoggedDataset> datasets) {
  private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._ -]{0,199}");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9 ._:/@+-]{1,250}");

  public Registration {
    validateModel(model);
    validatePlain("version", version);
    validatePlain("release", release);
    Digests.validate(digest);
    if (favourableIndex < 0) {
      throw new IllegalArgumentException("outputs are counted from 0, not " + favourableIndex);
    }
    metrics.forEach(Registration::validateMetric);
    tags.keySet().forEach(Registration::validateTag);
    params = Map.copyOf(params);
    metrics = Map.copyOf(metrics);
    tags = Map.copyOf(tags);
    attachments = List.copyOf(attachments);
    datasets = List.copyOf(datasets);
  }

  /** A registration that tells nothing of the data. */
  public Registration(
      String model,
      String version,
      String release,
      Path file,
      String digest,
      ModelSpec.Format format,
      int favourableIndex,
      Map<String, String> params,
      Map<String, Double> metrics,
      Map<String, String> tags,
      List<Attachment> attachments) {
    this(
        model,
        version,
        release,
        file,
        digest,
        format,
        favourableIndex,
        params,
        metrics,
        tags,
        attachments,
        List.of());
  }

  /** Name of the model's file in the registry: its format shows. */
  String fileName() {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String extension =
        switch (format) {
          case ONNX -> "onnx";
          case LIGHTGBM -> "txt";
          case MLFLOW_SCORING -> "endpoint.json";
          case XGBOOST -> dot > 0 && name.substring(dot).equals(".json") ? "json" : "ubj";
        };
    return "model." + extension;
  }

  /** What the version's tags say of it from the start. */
  Map<String, String> allTags() {
    Map<String, String> all = new TreeMap<>(tags);
    all.put(Tag.VERSION.key(), version);
    all.put(Tag.RELEASE.key(), release);
    all.put(Tag.DIGEST.key(), digest);
    all.put(Tag.FILE.key(), fileName());
    all.put(Tag.FORMAT.key(), format.name());
    all.put(Tag.FAVOURABLE_INDEX.key(), String.valueOf(favourableIndex));
    return all;
  }

  static void validateModel(String model) {
    if (!MODEL.matcher(model).matches()) {
      throw new IllegalArgumentException(
          "a model in the registry has a name of letters, digits, . - _ and blank, not " + model);
    }
  }

  static void validatePlain(String what, String value) {
    if (!PLAIN.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a "
              + what
              + " in the registry has 1 to 250 letters, digits and . _ : / @ + -, not "
              + value);
    }
  }

  private static void validateMetric(String name, Double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("metric " + name + " must be finite, not " + value);
    }
  }

  private static void validateTag(String key) {
    if (key.startsWith(Tag.PREFIX)) {
      throw new IllegalArgumentException("tags that start with " + Tag.PREFIX + " are not free");
    }
  }
}
