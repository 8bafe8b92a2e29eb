package dev.countersign.notify;

import dev.countersign.activity.Notice;
import dev.countersign.activity.NotifyActivities;
import java.util.List;

/** Hands a notice to every channel; one that fails does not keep it from the others. */
public final class NotifyActivitiesImpl implements NotifyActivities {
  private final List<Channel> channels;

  public NotifyActivitiesImpl(List<Channel> channels) {
    this.channels = List.copyOf(channels);
  }

  /**
   * Delivers a notice.
   *
   * @throws NotifyException if any channel failed, after all were tried
   */
  @Override
  public void tell(Notice notice) {
    NotifyException failed = null;
    for (Channel channel : channels) {
      try {
        channel.deliver(notice);
      } catch (NotifyException e) {
        failed = e;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}
