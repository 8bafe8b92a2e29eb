package dev.countersign.traffic;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a serving endpoint is asked; what it answers is read alike. */
public enum ServingProtocol {
  /** {@code POST /v1/models/<model>:predict} with {@code {"inputs": [row, …]}}. */
  COUNTERSIGN {
    @Override
    String path(String model) {
      return "/v1/models/" + model + ":predict";
    }

    @Override
    Map<String, Object> body(List<Map<String, @Nullable Object>> rows) {
      return Map.of("inputs", rows);
    }
  },
  /**
   * MLflow's scoring server: {@code POST /invocations} with {@code {"dataframe_records": [row,
   * …]}}. The model answers one record per row with {@code probability}, {@code version} and {@code
   * digest}.
   */
  MLFLOW {
    @Override
    String path(String model) {
      return "/invocations";
    }

    @Override
    Map<String, Object> body(List<Map<String, @Nullable Object>> rows) {
      return Map.of("dataframe_records", rows);
    }
  };

  abstract String path(String model);

  abstract Map<String, Object> body(List<Map<String, @Nullable Object>> rows);

  /**
   * The protocol a manifest names; {@link #COUNTERSIGN} when it names none.
   *
   * @param where the option's path in the manifest, for messages
   * @throws IllegalArgumentException if there is none of that name, naming those there are
   */
  public static ServingProtocol named(String where, @Nullable Object name) {
    if (name == null) {
      return COUNTERSIGN;
    }
    return Arrays.stream(values())
        .filter(protocol -> protocol.label().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s is no protocol: %s; there are %s"
                        .formatted(
                            where,
                            name,
                            Arrays.stream(values())
                                .map(ServingProtocol::label)
                                .collect(Collectors.joining(" and ")))));
  }

  private String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
