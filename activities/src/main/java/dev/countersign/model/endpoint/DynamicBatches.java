package dev.countersign.model.endpoint;

import dev.countersign.data.Frame;
import dev.countersign.model.ModelException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;

/**
 * Puts the questions of callers who ask at the same time into one request (dynamic batching): while
 * requests are under way the others wait, and all who wait go together in the next one. Nobody
 * waits for company: who asks alone is asked for at once.
 */
final class DynamicBatches {
  private static final int UNDER_WAY = 2;

  /**
   * Asks about the rows of all these questions, and answers for them in one array, the same number
   * of entries a row.
   */
  interface Request {
    double[] send(List<Question> questions);
  }

  /** Rows {@code from} to {@code to} (exclusive) of a frame. */
  record Question(Frame rows, int from, int to) {
    int size() {
      return to - from;
    }
  }

  private record Waiting(Question question, CompletableFuture<double[]> answer) {}

  private final Request request;
  private final int largest;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Semaphore turns = new Semaphore(UNDER_WAY);

  /**
   * Prepares batches.
   *
   * @param largest rows in one request at most, unless one question has more
   */
  DynamicBatches(Request request, int largest) {
    this.request = request;
    this.largest = largest;
  }

  /**
   * Asks, alone or with others.
   *
   * @return row after row of the question what was answered
   * @throws ModelException if these very rows are refused, not those of others
   * @throws EndpointUnavailableException if there is no answer
   */
  double[] ask(Question question) {
    Waiting mine = new Waiting(question, new CompletableFuture<>());
    synchronized (waiting) {
      waiting.add(mine);
    }
    try {
      turns.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      synchronized (waiting) {
        waiting.remove(mine);
      }
      throw new EndpointUnavailableException("interrupted before asking", e);
    }
    try {
      while (isWaiting(mine)) {
        answer(nextBatch());
      }
    } finally {
      turns.release();
    }
    return answerTo(mine);
  }

  /** Questions that wait for a turn. */
  int waiting() {
    synchronized (waiting) {
      return waiting.size();
    }
  }

  private boolean isWaiting(Waiting mine) {
    synchronized (waiting) {
      return waiting.contains(mine);
    }
  }

  private List<Waiting> nextBatch() {
    List<Waiting> batch = new ArrayList<>();
    int rows = 0;
    synchronized (waiting) {
      while (!waiting.isEmpty()
          && (batch.isEmpty() || rows + waiting.peek().question().size() <= largest)) {
        Waiting next = waiting.remove();
        rows += next.question().size();
        batch.add(next);
      }
    }
    return batch;
  }

  private void answer(List<Waiting> batch) {
    try {
      double[] answers = request.send(batch.stream().map(Waiting::question).toList());
      int width = answers.length / batch.stream().mapToInt(asked -> asked.question().size()).sum();
      int from = 0;
      for (Waiting asked : batch) {
        double[] own = new double[width * asked.question().size()];
        System.arraycopy(answers, from, own, 0, own.length);
        from += own.length;
        asked.answer().complete(own);
      }
    } catch (ModelException refused) {
      if (batch.size() == 1) {
        batch.getFirst().answer().completeExceptionally(refused);
      } else {
        batch.forEach(asked -> answer(List.of(asked)));
      }
    } catch (RuntimeException | Error e) {
      batch.forEach(asked -> asked.answer().completeExceptionally(e));
    }
  }

  private static double[] answerTo(Waiting mine) {
    try {
      return mine.answer().join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case ModelException refused -> throw refused;
        case EndpointUnavailableException silent -> throw silent;
        case null, default -> throw e;
      }
    }
  }
}
