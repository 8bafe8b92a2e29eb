package dev.countersign.traffic.embedded;

import dev.countersign.data.Frame;
import dev.countersign.model.Answers;
import dev.countersign.model.ModelException;
import dev.countersign.model.Scorer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A rehearsed regression: makes one version slow and faulty while it is served, so that a
 * demonstration or a drill can see it rolled back. Nothing names it but its live metrics.
 *
 * @param version the version that regresses
 * @param after how many requests it answers well before it begins, as regressions do in life
 * @param errorRate share of requests that fail, in [0, 1]
 * @param delay what is added to every answer
 * @param seed of the choice of failing requests
 */
public record Regression(String version, long after, double errorRate, Duration delay, long seed) {

  /** Loads as {@code loader} does, but with the regression in the version that has it. */
  public ScorerLoader in(ScorerLoader loader) {
    return model -> {
      Scorer scorer = loader.load(model);
      return model.target().version().equals(version) ? new Regressed(scorer) : scorer;
    };
  }

  private final class Regressed implements Scorer {
    private final Scorer scorer;
    private final RandomGenerator random =
        RandomGeneratorFactory.of("L64X128MixRandom").create(seed);

    private final AtomicLong asked = new AtomicLong();

    Regressed(Scorer scorer) {
      this.scorer = scorer;
    }

    @Override
    public List<String> features() {
      return scorer.features();
    }

    @Override
    public Answers answers(Frame rows) {
      if (asked.incrementAndGet() <= after) {
        return scorer.answers(rows);
      }
      if (!delay.isZero()) {
        try {
          Thread.sleep(delay);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new ModelException("interrupted in a rehearsed delay", e);
        }
      }
      synchronized (random) {
        if (random.nextDouble() < errorRate) {
          throw new ModelException("a rehearsed failure of version " + version);
        }
      }
      return scorer.answers(rows);
    }

    @Override
    public void close() {
      scorer.close();
    }
  }
}
