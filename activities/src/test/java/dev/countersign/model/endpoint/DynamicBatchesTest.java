package dev.countersign.model.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.data.Frame;
import dev.countersign.model.ModelException;
import dev.countersign.model.endpoint.DynamicBatches.Question;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** An endpoint that doubles what it is given, and refuses what is negative. */
class DynamicBatchesTest {
  private final List<Integer> sizes = new CopyOnWriteArrayList<>();
  private final Semaphore asked = new Semaphore(0);
  private final CountDownLatch mayAnswer = new CountDownLatch(1);
  private final DynamicBatches batches = new DynamicBatches(this::doubled, 6);

  private double[] doubled(List<Question> questions) {
    double[] values =
        questions.stream()
            .flatMapToDouble(q -> Arrays.stream(q.rows().numbers("x"), q.from(), q.to()))
            .toArray();
    sizes.add(values.length);
    asked.release();
    try {
      mayAnswer.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    if (Arrays.stream(values).anyMatch(value -> value < 0)) {
      throw new ModelException("negative");
    }
    return Arrays.stream(values).map(value -> 2 * value).toArray();
  }

  private static Question question(double... values) {
    return new Question(new Frame(Map.of("x", new Frame.Numbers(values))), 0, values.length);
  }

  private static Future<double[]> ask(
      ExecutorService callers, DynamicBatches batches, Question question) throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Future<double[]> answer =
        callers.submit(
            () -> {
              begun.countDown();
              return batches.ask(question);
            });
    begun.await();
    return answer;
  }

  @Test
  void whoAsksAloneIsAskedForAtOnce() {
    mayAnswer.countDown();
    assertThat(batches.ask(question(1, 2))).containsExactly(2, 4);
    assertThat(batches.ask(new Question(question(1, 2, 3).rows(), 1, 2))).containsExactly(4);
    assertThat(sizes).containsExactly(2, 1);
  }

  @Test
  void whoAsksWhileRequestsAreUnderWayGoesTogetherWithOthers() throws Exception {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<double[]> first = ask(callers, batches, question(1));
      asked.acquire();
      Future<double[]> second = ask(callers, batches, question(2));
      asked.acquire();
      List<Future<double[]>> others =
          List.of(
              ask(callers, batches, question(3, 4)),
              ask(callers, batches, question(-1)),
              ask(callers, batches, question(5)));
      while (batches.waiting() < others.size()) {
        Thread.onSpinWait();
      }
      mayAnswer.countDown();

      assertThat(first.get()).containsExactly(2);
      assertThat(second.get()).containsExactly(4);
      assertThat(others.get(0).get()).containsExactly(6, 8);
      assertThat(others.get(2).get()).containsExactly(10);
      assertThatThrownBy(others.get(1)::get)
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(ModelException.class)
          .hasMessage("negative");
    }
    // together; refused; so each by itself
    assertThat(sizes).containsExactlyInAnyOrder(1, 1, 4, 2, 1, 1);
  }

  @Test
  void aRequestIsNoLargerThanAllowedUnlessOneQuestionIs() throws Exception {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      ask(callers, batches, question(1));
      asked.acquire();
      ask(callers, batches, question(2));
      asked.acquire();
      for (Question question :
          List.of(question(1, 2, 3, 4), question(5, 6, 7), question(1, 2, 3, 4, 5, 6, 7, 8))) {
        int before = batches.waiting();
        ask(callers, batches, question);
        while (batches.waiting() == before) {
          Thread.onSpinWait();
        }
      }
      mayAnswer.countDown();
    }
    assertThat(sizes).containsExactlyInAnyOrder(1, 1, 4, 3, 8);
  }
}
