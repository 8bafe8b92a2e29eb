package dev.countersign.client;

import dev.countersign.workflow.ReleaseWorkflow;
import java.util.regex.Pattern;

/**
 * Which release is meant.
 *
 * @param model name of the model
 * @param version its version
 */
public record ReleaseName(String model, String version) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");
  private static final String PREFIX = "release/";

  /** Rejects names that no manifest can have. */
  public ReleaseName {
    if (!NAME.matcher(model).matches() || !NAME.matcher(version).matches()) {
      throw new IllegalArgumentException(
          "a model and a version have letters, digits, dot, dash and underscore, not "
              + model
              + "/"
              + version);
    }
  }

  /**
   * Reads {@code model/version} or {@code release/model/version}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static ReleaseName parse(String text) {
    String name = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
    int slash = name.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' names no release; write model/version, for example credit-risk/2026.11.1");
    }
    return new ReleaseName(name.substring(0, slash), name.substring(slash + 1));
  }

  /** Its workflow id. */
  public String workflowId() {
    return ReleaseWorkflow.id(model, version);
  }

  /** {@code model/version}. */
  @Override
  public String toString() {
    return model + "/" + version;
  }
}
