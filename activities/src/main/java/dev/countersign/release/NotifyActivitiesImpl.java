package dev.countersign.release;

import dev.countersign.activity.Notice;
import dev.countersign.activity.NotifyActivities;
import dev.countersign.notify.Channel;
import dev.countersign.notify.NotifyException;
import dev.countersign.passport.Digests;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import java.nio.charset.StandardCharsets;
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
    ActivityInfo info = Activity.getExecutionContext().getInfo();
    String id =
        Digests.parse(
            Digests.sha256(
                (info.getWorkflowId() + '@' + info.getWorkflowRunId() + '#' + info.getActivityId())
                    .getBytes(StandardCharsets.UTF_8)));
    NotifyException failed = null;
    for (Channel channel : channels) {
      try {
        channel.deliver(notice, id);
      } catch (NotifyException e) {
        failed = e;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}
