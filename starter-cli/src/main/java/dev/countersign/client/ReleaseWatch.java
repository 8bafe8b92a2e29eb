package dev.countersign.client;

import dev.countersign.client.ClientException.Kind;
import dev.countersign.workflow.ReleaseView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Follows a release until it ends. Outlives restarts of workers and of Temporal: it says once that
 * nobody answers, and goes on as soon as somebody does.
 */
public final class ReleaseWatch {
  private static final Duration PAUSE = Duration.ofMillis(400);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Releases releases;
  private final ReleaseName name;
  private final InstantSource clock;

  /** Told what is seen. */
  public interface Observer {
    /** What the release looks like now. */
    void sees(ReleaseView view);

    /** Nobody answers; said once until somebody does again. */
    void waits(ClientException why);
  }

  public ReleaseWatch(Releases releases, ReleaseName name, InstantSource clock) {
    this.releases = releases;
    this.name = name;
    this.clock = clock;
  }

  /**
   * Follows the release.
   *
   * @param enough what to stop at before the end; the view it stops at has been observed
   * @return how it ended, or empty when it stopped at {@code enough}
   * @throws ClientException if there is no such release, or if Temporal is away for minutes
   */
  public Optional<Ending> follow(Predicate<ReleaseView> enough, Observer observer)
      throws InterruptedException {
    Instant lastAnswer = clock.instant();
    boolean answering = true;
    while (true) {
      try {
        Optional<Ending> ending = releases.ending(name);
        ReleaseView view = releases.view(name);
        observer.sees(view);
        answering = true;
        lastAnswer = clock.instant();
        if (ending.isPresent()) {
          return ending;
        }
        if (enough.test(view)) {
          return Optional.empty();
        }
      } catch (ClientException e) {
        Optional<Ending> ended =
            e.kind() == Kind.NO_WORKER ? releases.ending(name) : Optional.empty();
        if (ended.isPresent()) {
          return ended;
        }
        if (isFinal(e, lastAnswer)) {
          throw e;
        }
        if (answering) {
          observer.waits(e);
        }
        answering = false;
      }
      Thread.sleep(PAUSE);
    }
  }

  private boolean isFinal(ClientException e, Instant lastAnswer) {
    return switch (e.kind()) {
      case NOT_FOUND, REFUSED, BAD_INPUT -> true;
      case NO_WORKER -> false;
      case UNREACHABLE -> lastAnswer.plus(PATIENCE).isBefore(clock.instant());
    };
  }
}
