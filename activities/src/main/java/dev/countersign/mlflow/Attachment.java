package dev.countersign.mlflow;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A file kept beside a version: a plot, the card, the passport.
 *
 * @param name what it is called there: letters, digits, dot, dash, underscore and blank
 * @param file where it is now
 */
public record Attachment(String name, Path file) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._ -]{0,199}");

  public Attachment {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a file in the registry has a plain name (letters, digits, . - _), not " + name);
    }
  }
}
