package dev.countersign.model.endpoint;

import dev.countersign.data.Frame;
import dev.countersign.http.AllowedHosts;
import dev.countersign.model.ModelException;
import dev.countersign.model.Outputs;
import dev.countersign.model.Scorer;
import dev.countersign.passport.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept in place of the file of a model that can only be called: where it is asked, some
 * rows, and what it answered. Its digest is the model's. Whoever opens it asks the same rows first,
 * so that a model exchanged behind the address is refused rather than judged as if it were the
 * same.
 *
 * @param uri where predictions are asked for
 * @param columns what it is sent of each row, in this order
 * @param numbers by numeric column, the rows' values; null where missing
 * @param texts by other column, the rows' values; null where missing
 * @param answers by row, the score that decides it
 */
public record EndpointModel(
    String uri,
    List<String> columns,
    Map<String, List<@Nullable Double>> numbers,
    Map<String, List<@Nullable String>> texts,
    List<Double> answers) {
  private static final double SAME = 1e-6;

  public EndpointModel {
    columns = List.copyOf(columns);
    numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    answers = List.copyOf(answers);
  }

  /**
   * Asks an endpoint about some rows and notes what it answers.
   *
   * @param rows a few, at least one
   * @throws ModelException if it refuses them or answers what is none of its task
   */
  public static EndpointModel note(String uri, Scorer endpoint, Frame rows) {
    Map<String, List<@Nullable Double>> numbers = new LinkedHashMap<>();
    Map<String, List<@Nullable String>> texts = new LinkedHashMap<>();
    for (String name : endpoint.features()) {
      switch (rows.column(name)) {
        case Frame.Numbers(double[] values) -> {
          List<@Nullable Double> column = new ArrayList<>();
          for (double value : values) {
            column.add(Double.isFinite(value) ? Double.valueOf(value) : null);
          }
          numbers.put(name, column);
        }
        case Frame.Texts(@Nullable String[] values) ->
            texts.put(name, new ArrayList<>(Arrays.asList(values)));
      }
    }
    return new EndpointModel(
        uri,
        endpoint.features(),
        numbers,
        texts,
        Arrays.stream(endpoint.favourable(rows)).boxed().toList());
  }

  /** As bytes to keep: the same note has the same bytes. */
  public byte[] bytes() {
    return Json.canonicalBytes(this);
  }

  /** Reads what {@link #bytes} wrote. */
  public static EndpointModel read(byte[] content) {
    try {
      return Json.read(content, EndpointModel.class);
    } catch (IllegalArgumentException e) {
      throw new ModelException("This is no note of an endpoint: " + e.getMessage(), e);
    }
  }

  /**
   * Opens the endpoint, if it still answers as it did.
   *
   * @return a scorer that the caller closes
   * @throws ModelException if its host is not allowed, or it answers otherwise
   * @throws EndpointUnavailableException if it does not answer
   */
  public Scorer open(AllowedHosts hosts, Outputs outputs) {
    EndpointScorer endpoint = EndpointScorer.of(uri, hosts, columns, outputs);
    try {
      compare(endpoint.favourable(rows()));
      return endpoint;
    } catch (ModelException | EndpointUnavailableException e) {
      endpoint.close();
      throw e;
    }
  }

  private Frame rows() {
    Map<String, Frame.Column> rows = new LinkedHashMap<>();
    for (String name : columns) {
      List<@Nullable Double> values = numbers.get(name);
      if (values != null) {
        rows.put(
            name,
            new Frame.Numbers(
                values.stream().mapToDouble(v -> v == null ? Double.NaN : v).toArray()));
      } else {
        rows.put(
            name,
            new Frame.Texts(texts.getOrDefault(name, List.of()).toArray(new @Nullable String[0])));
      }
    }
    return new Frame(rows);
  }

  private void compare(double[] now) {
    for (int row = 0; row < now.length; row++) {
      if (Math.abs(now[row] - answers.get(row)) > SAME) {
        throw new ModelException(
            uri
                + " now answers "
                + now[row]
                + " for a row that it answered "
                + answers.get(row)
                + " for when the release began: there is another model behind it. Put the first one"
                + " back, or start a release of the new one.");
      }
    }
  }
}
