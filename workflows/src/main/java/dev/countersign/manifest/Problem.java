package dev.countersign.manifest;

/**
 * Something wrong with a manifest or what it names.
 *
 * @param line 1-based line in the manifest, 0 when it has none
 * @param path where, for example {@code data.protected[0].reference}
 * @param message what is wrong
 * @param remedy what to write or do instead
 */
public record Problem(int line, String path, String message, String remedy) {
  @Override
  public String toString() {
    return (line > 0 ? "line " + line + ": " : "") + path + ": " + message + ". " + remedy;
  }
}
