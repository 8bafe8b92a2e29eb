package dev.countersign.model.endpoint;

import dev.countersign.data.Frame;
import dev.countersign.http.AllowedHosts;
import dev.countersign.model.Answers;
import dev.countersign.model.ModelException;
import dev.countersign.model.Outputs;
import dev.countersign.model.Scorer;
import dev.countersign.model.endpoint.DynamicBatches.Question;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Scores rows by asking an endpoint that speaks MLflow's scoring protocol, block by block, and
 * together what is asked at the same time. Says nothing of what is inside: whoever explains or
 * attacks it can only ask.
 */
public final class EndpointScorer implements Scorer {
  private static final int BLOCK = 1000;
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final long LARGEST_ANSWER = 8L << 20;

  private final EndpointCall call;
  private final List<String> columns;
  private final Outputs outputs;
  private final DynamicBatches batches = new DynamicBatches(this::send, BLOCK);

  private EndpointScorer(EndpointCall call, List<String> columns, Outputs outputs) {
    this.call = call;
    this.columns = List.copyOf(columns);
    this.outputs = outputs;
  }

  /**
   * Prepares to ask an endpoint; asks nothing yet.
   *
   * @param uri where predictions are asked for, for example {@code
   *     http://models.example.org/invocations}
   * @param columns what it is sent of each row, in this order
   * @param outputs what its answers mean
   * @throws ModelException if its host is not allowed
   */
  public static EndpointScorer of(
      String uri, AllowedHosts hosts, List<String> columns, Outputs outputs) {
    return of(uri, hosts, columns, outputs, ANSWER, LARGEST_ANSWER);
  }

  static EndpointScorer of(
      String uri,
      AllowedHosts hosts,
      List<String> columns,
      Outputs outputs,
      Duration answer,
      long largestAnswer) {
    try {
      URI address = hosts.address("model", Map.of("uri", uri), "uri");
      return new EndpointScorer(new EndpointCall(address, answer, largestAnswer), columns, outputs);
    } catch (IllegalArgumentException e) {
      throw new ModelException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public List<String> features() {
    return columns;
  }

  /**
   * As promised by {@link Scorer#answers}.
   *
   * @throws EndpointUnavailableException if the endpoint does not answer
   */
  @Override
  public Answers answers(Frame rows) {
    double[] out = new double[rows.rows() * outputs.kept()];
    for (int from = 0; from < rows.rows(); from += BLOCK) {
      int to = Math.min(rows.rows(), from + BLOCK);
      double[] block = batches.ask(new Question(rows, from, to));
      System.arraycopy(block, 0, out, from * outputs.kept(), block.length);
    }
    return outputs.answers(out);
  }

  private double[] send(List<Question> questions) {
    byte[] answer = call.post(MlflowScoring.question(questions, columns));
    int rows = questions.stream().mapToInt(Question::size).sum();
    int first = questions.size() == 1 ? questions.getFirst().from() : 0;
    return MlflowScoring.read(answer, call.address().toString(), outputs, first, rows);
  }

  @Override
  public void close() {
    call.close();
  }
}
