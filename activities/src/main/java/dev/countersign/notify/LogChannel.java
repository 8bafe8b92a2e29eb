package dev.countersign.notify;

import dev.countersign.activity.Notice;

/** Writes notices to the log. */
public final class LogChannel implements Channel {
  private static final System.Logger LOG = System.getLogger(LogChannel.class.getName());

  @Override
  public void deliver(Notice notice, String id) {
    System.Logger.Level level =
        switch (notice.urgency()) {
          case INFORM, ASK -> System.Logger.Level.INFO;
          case ALARM -> System.Logger.Level.ERROR;
        };
    LOG.log(level, "{0}: {1}", notice.subject(), notice.body());
  }
}
