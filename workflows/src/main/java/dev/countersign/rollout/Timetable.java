package dev.countersign.rollout;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countersign.manifest.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a plan would be where, if every step passed at the end of its bake and nobody steered.
 * Freezes count, and so does the progress deadline that they may outlast.
 *
 * @param begins when the rollout would begin
 * @param stages each step that would be taken, in order
 * @param ends when the candidate would be the incumbent, or everything would be given back
 * @param stopped why everything would be given back; null where the candidate gets all traffic
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Timetable(
    Instant begins, List<Stage> stages, Instant ends, @Nullable String stopped) {
  public Timetable {
    stages = List.copyOf(stages);
  }

  /**
   * One step.
   *
   * @param number from 1
   * @param name for people
   * @param waits the windows that would hold it before it begins, in the order they would
   * @param begins when traffic would shift
   * @param baked when it would be judged by its estimates; a certain breach ends it at any time
   * @param undecidedUntil how long it would be held where it can't be decided; then everything is
   *     given back
   */
  public record Stage(
      int number,
      String name,
      List<FreezeWindow> waits,
      Instant begins,
      Instant baked,
      Instant undecidedUntil) {
    public Stage {
      waits = List.copyOf(waits);
    }
  }

  /** The timetable of a plan that begins at {@code begins}. */
  public static Timetable of(RolloutPlan plan, Instant begins) {
    List<Stage> stages = new ArrayList<>();
    Instant now = begins;
    Instant deadline = begins.plus(plan.progressDeadline());
    for (PlannedStep step : plan.steps()) {
      Wait wait = Wait.at(plan, now, deadline);
      if (wait.stopped != null) {
        return new Timetable(
            begins, stages, deadline, "before " + step.name() + ": " + wait.stopped);
      }
      Instant baked = wait.until.plus(step.bake());
      stages.add(
          new Stage(
              step.number(),
              step.name(),
              wait.windows,
              wait.until,
              baked,
              baked.plus(plan.patience())));
      now = baked;
      deadline = baked.plus(plan.progressDeadline());
    }
    Wait commit = Wait.at(plan, now, deadline);
    return commit.stopped == null
        ? new Timetable(begins, stages, commit.until, null)
        : new Timetable(
            begins,
            stages,
            deadline,
            "before the candidate is made the incumbent: " + commit.stopped);
  }

  /** What stands between a moment and the next step. */
  private record Wait(Instant until, List<FreezeWindow> windows, @Nullable String stopped) {
    static Wait at(RolloutPlan plan, Instant from, Instant deadline) {
      List<FreezeWindow> windows = new ArrayList<>();
      Instant now = from;
      while (true) {
        FreezeWindow window = plan.frozen(now).orElse(null);
        if (window == null) {
          return new Wait(now, windows, null);
        }
        windows.add(window);
        if (!window.until().isBefore(deadline)) {
          return new Wait(deadline, windows, outlasts(window, plan.progressDeadline()));
        }
        now = window.until();
      }
    }

    private static String outlasts(FreezeWindow window, Duration allowed) {
      return "frozen until %s%s, longer than the progress deadline of %s allows"
          .formatted(
              window.until(),
              window.reason() == null ? "" : " (" + window.reason() + ")",
              Durations.show(allowed));
    }
  }
}
