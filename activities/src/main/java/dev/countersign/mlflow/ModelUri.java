package dev.countersign.mlflow;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name for a version in the registry, as MLflow writes it: {@code models:/credit-risk/3}, {@code
 * models:/credit-risk@champion}. Besides the registry's own number a version may be the one people
 * know it by.
 *
 * @param model the model's name
 * @param version a number or a version; an alias where {@code isAlias}
 * @param isAlias whether {@code version} is an alias
 */
public record ModelUri(String model, String version, boolean isAlias) {
  public static final String SCHEME = "models:/";

  private static final Pattern SHAPE = Pattern.compile("models:/([^/@:]+)([/@])([^/@]+)");

  /** Whether {@code uri} speaks of the registry at all. */
  public static boolean isOne(String uri) {
    return uri.startsWith(SCHEME);
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it has another shape; says which shapes there are
   */
  public static ModelUri parse(String uri) {
    Matcher parts = SHAPE.matcher(uri);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "a model in the registry is models:/name/version or models:/name@alias, not " + uri);
    }
    Registration.validateModel(parts.group(1));
    Registration.validatePlain("version", parts.group(3));
    return new ModelUri(parts.group(1), parts.group(3), parts.group(2).equals("@"));
  }

  @Override
  public String toString() {
    return SCHEME + model + (isAlias ? "@" : "/") + version;
  }
}
