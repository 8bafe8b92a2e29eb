package dev.countersign.activity;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Trains a model here: the built-in trees, or a command the worker allows. */
@ActivityInterface
public interface TrainingActivities {

  /**
   * Trains on the training rows, weighted as the mitigation gate said. The same task gives the same
   * model.
   */
  @ActivityMethod(name = "Training")
  TrainingReport train(GateTask task);
}
