package dev.countersign.notify;

import dev.countersign.activity.Notice;

/** A way to reach people. */
@FunctionalInterface
public interface Channel {
  /**
   * Delivers a notice; may be called again with the same one.
   *
   * @throws NotifyException if it could not be delivered
   */
  void deliver(Notice notice);
}
