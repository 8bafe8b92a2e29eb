package dev.countersign.model.endpoint;

import dev.countersign.data.Frame;
import dev.countersign.http.AllowedHosts;
import dev.countersign.model.ModelException;
import dev.countersign.model.Scorer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Scores rows by asking an endpoint that speaks MLflow's scoring protocol, block by block. Says
 * nothing of what is inside: whoever explains or attacks it can only ask.
 */
public final class EndpointScorer implements Scorer {
  private static final int BLOCK = 1000;
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final long LARGEST_ANSWER = 8L << 20;

  private final EndpointCall call;
  private final List<String> columns;
  private final int favourableIndex;

  private EndpointScorer(EndpointCall call, List<String> columns, int favourableIndex) {
    this.call = call;
    this.columns = List.copyOf(columns);
    this.favourableIndex = favourableIndex;
  }

  /**
   * Prepares to ask an endpoint; asks nothing yet.
   *
   * @param uri where predictions are asked for, for example {@code
   *     http://models.example.org/invocations}
   * @param columns what it is sent of each row, in this order
   * @throws ModelException if its host is not allowed
   */
  public static EndpointScorer of(
      String uri, AllowedHosts hosts, List<String> columns, int favourableIndex) {
    return of(uri, hosts, columns, favourableIndex, ANSWER, LARGEST_ANSWER);
  }

  static EndpointScorer of(
      String uri,
      AllowedHosts hosts,
      List<String> columns,
      int favourableIndex,
      Duration answer,
      long largestAnswer) {
    try {
      URI address = hosts.address("model", Map.of("uri", uri), "uri");
      return new EndpointScorer(
          new EndpointCall(address, answer, largestAnswer), columns, favourableIndex);
    } catch (IllegalArgumentException e) {
      throw new ModelException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public List<String> features() {
    return columns;
  }

  /**
   * As promised by {@link Scorer#favourable}.
   *
   * @throws EndpointUnavailableException if the endpoint does not answer
   */
  @Override
  public double[] favourable(Frame rows) {
    double[] out = new double[rows.rows()];
    for (int from = 0; from < out.length; from += BLOCK) {
      int to = Math.min(out.length, from + BLOCK);
      byte[] answer = call.post(MlflowScoring.question(rows, columns, from, to));
      MlflowScoring.read(answer, call.address().toString(), favourableIndex, from, to - from, out);
    }
    return out;
  }

  @Override
  public void close() {
    call.close();
  }
}
