package dev.countersign.notify;

import dev.countersign.activity.Notice;

/** A way to reach people. */
@FunctionalInterface
public interface Channel {
  /**
   * Delivers a notice; may be called again with the same one after a failure.
   *
   * @param id the same whenever the same notice is delivered again, so that whoever receives it can
   *     drop a repetition
   * @throws NotifyException if it could not be delivered
   */
  void deliver(Notice notice, String id);
}
