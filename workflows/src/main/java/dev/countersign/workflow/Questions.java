package dev.countersign.workflow;

import io.temporal.workflow.Workflow;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Commands to a rollout that are waited for, by number. */
final class Questions {
  private final Map<Integer, RolloutAnswer> answers = new HashMap<>();
  private int asked;

  /** The number of the next question, from 1. */
  int next() {
    asked++;
    return asked;
  }

  void answered(RolloutAnswer answer) {
    answers.put(answer.number(), answer);
  }

  /** The answer, or null where it can't come any more. */
  @Nullable RolloutAnswer await(int number, BooleanSupplier over) {
    Workflow.await(() -> answers.containsKey(number) || over.getAsBoolean());
    return answers.remove(number);
  }
}
