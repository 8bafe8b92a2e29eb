package dev.countersign.client;

import dev.countersign.client.ClientException.Kind;
import dev.countersign.client.Workers.Presence;
import dev.countersign.client.Workers.Presence.Nobody;
import dev.countersign.client.Workers.Presence.Untold;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits for what only a worker can answer, for as long as one is there, and says meanwhile that it
 * waits. Whatever needs a worker's answer is asked through this.
 */
final class WorkerAnswers {
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration FIRST_WORD = Duration.ofSeconds(4);
  private static final Duration WORD = Duration.ofSeconds(30);
  private static final Patience FOR_QUERIES = Patience.silently(Duration.ofSeconds(30));
  private static final Executor THREADS = Thread::startVirtualThread;

  private final Workers workers;
  private final Patience patience;

  WorkerAnswers(WorkflowClient client, Patience patience, InstantSource clock) {
    this.workers = new Workers(client, clock);
    this.patience = patience;
  }

  /**
   * Sees to it that nothing is asked of nobody.
   *
   * @throws ClientException of kind NO_WORKER if no worker asks the task queue for work
   */
  void requireWorker(String queue, Awaited awaited) {
    if (workers.at(queue) instanceof Nobody nobody) {
      throw awaited.unsent(queue, nobody);
    }
  }

  /** Says something before the waiting begins. */
  void say(String sentence) {
    patience.says().accept(sentence);
  }

  /**
   * Waits for an answer.
   *
   * @param question asked again where Temporal gave up on it; twice must be as good as once
   * @param doing what the worker is at, told with the waiting; empty where that isn't known
   * @throws ClientException of kind NO_WORKER if no worker is there any more, or patience ends
   */
  <T> T await(String queue, Awaited awaited, Supplier<T> question, Supplier<String> doing) {
    return new Wait(() -> queue, awaited, patience, doing).until(question, true);
  }

  /**
   * Asks something that changes nothing, once.
   *
   * @param queue looked up only where no answer comes
   * @throws ClientException of kind NO_WORKER if no worker is there, or none answers in half a
   *     minute
   */
  <T> T once(Supplier<String> queue, Awaited awaited, Supplier<T> query) {
    return new Wait(queue, awaited, FOR_QUERIES, () -> "").until(query, false);
  }

  /** One wait, from its beginning. */
  private final class Wait {
    private final Supplier<String> queue;
    private final Awaited awaited;
    private final Patience patience;
    private final Supplier<String> doing;
    private final long began = System.nanoTime();
    private @Nullable Duration untoldSince;
    private Duration nextWord = FIRST_WORD;

    Wait(Supplier<String> queue, Awaited awaited, Patience patience, Supplier<String> doing) {
      this.queue = queue;
      this.awaited = awaited;
      this.patience = patience;
      this.doing = doing;
    }

    <T> T until(Supplier<T> question, boolean again) {
      CompletableFuture<T> answer = ask(question);
      while (true) {
        try {
          return answer.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
          goOnOrLeave(late);
        } catch (ExecutionException e) {
          ClientException gaveUp = givenUp(e);
          if (!again) {
            throw left(workers.at(queue.get()), gaveUp);
          }
          goOnOrLeave(gaveUp);
          pause();
          answer = ask(question);
        } catch (InterruptedException e) {
          throw interrupted(e);
        }
      }
    }

    private void goOnOrLeave(Exception why) {
      Presence presence = workers.at(queue.get());
      Duration waited = waited();
      if (!(presence instanceof Untold)) {
        untoldSince = null;
      } else if (untoldSince == null) {
        untoldSince = waited.compareTo(FIRST_WORD) < 0 ? Duration.ZERO : waited;
      }
      if (presence instanceof Nobody
          || waited.compareTo(patience.longest()) >= 0
          || (untoldSince != null && waited.minus(untoldSince).compareTo(patience.untold()) >= 0)) {
        throw left(presence, why);
      }
      if (waited.compareTo(nextWord) >= 0) {
        say(awaited.goesOn(presence, waited, patience.untold(), doing.get()));
        nextWord = waited.plus(WORD);
      }
    }

    private ClientException left(Presence presence, Exception why) {
      return awaited.left(queue.get(), presence, waited(), why);
    }

    private Duration waited() {
      return Duration.ofNanos(System.nanoTime() - began);
    }

    private void pause() {
      try {
        Thread.sleep(LOOK);
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }

    private ClientException interrupted(InterruptedException e) {
      Thread.currentThread().interrupt();
      return new ClientException(
          Kind.NO_WORKER, "interrupted while waiting for " + awaited.what(), awaited.next(), e);
    }
  }

  private static <T> CompletableFuture<T> ask(Supplier<T> question) {
    return CompletableFuture.supplyAsync(() -> Answers.from(question), THREADS);
  }

  /** What Temporal gave up on because no worker answered; anything else is thrown. */
  private static ClientException givenUp(ExecutionException e) {
    if (e.getCause() instanceof ClientException said && said.kind() == Kind.NO_WORKER) {
      return said;
    }
    throw e.getCause() instanceof RuntimeException said ? said : new IllegalStateException(e);
  }
}
