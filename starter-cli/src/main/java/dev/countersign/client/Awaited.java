package dev.countersign.client;

import dev.countersign.client.ClientException.Kind;
import dev.countersign.client.Workers.Presence;
import dev.countersign.client.Workers.Presence.Nobody;
import dev.countersign.client.Workers.Presence.There;
import dev.countersign.client.Workers.Presence.Untold;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What a worker is asked for, and every sentence about its not coming.
 *
 * @param what it is, for example {@code the rollback of m/2 in production}
 * @param unsent what holds when nobody was asked, as a clause
 * @param left what holds of what was asked when nobody waits for it any more, as a clause
 * @param next what to do once a worker is there, as a clause; empty where there is nothing
 * @param meanwhile what can be done without any worker, as a sentence; null where nothing can
 */
record Awaited(String what, String unsent, String left, String next, @Nullable String meanwhile) {
  private static final String START = "Start one with: countersign worker --root DIR";

  /**
   * A workflow that is started for it.
   *
   * @param id of the workflow
   * @param next what to do once a worker is there, after an attempt that was left
   */
  static Awaited run(String what, String id, String next) {
    return new Awaited(
        what,
        what + " was not started",
        what + " stays started, as workflow " + id + ", and goes on once a worker is there",
        next,
        null);
  }

  /**
   * An update of a release.
   *
   * @param what for example {@code the order pause}
   */
  static Awaited update(ReleaseName release, String what) {
    return new Awaited(
        what,
        what + " was not sent to " + release,
        what + " was sent to " + release + " and may still be taken once a worker is there",
        "see what became of it with: countersign release status " + release,
        null);
  }

  /** An answer of a release that changes nothing. */
  static Awaited query(ReleaseName release) {
    String unanswered = "Temporal knows " + release + ", but no worker answers for it";
    return new Awaited("the question to " + release, unanswered, unanswered, "", null);
  }

  Awaited meanwhile(String sentence) {
    return new Awaited(what, unsent, left, next, sentence);
  }

  /** Nobody is there, and so nobody was asked. */
  ClientException unsent(String queue, Nobody nobody) {
    return new ClientException(
        Kind.NO_WORKER,
        none(queue, nobody) + "; " + unsent,
        remedy("against the same Temporal, and give the command again"));
  }

  /** It was asked for, and is waited for no more. */
  ClientException left(String queue, Presence presence, Duration waited, Throwable cause) {
    return switch (presence) {
      case Nobody nobody ->
          new ClientException(
              Kind.NO_WORKER,
              none(queue, nobody) + "; " + left,
              remedy("against the same Temporal" + afterwards()),
              cause);
      case There there ->
          new ClientException(
              Kind.NO_WORKER,
              "%s stayed unanswered for %s, though a worker asks the task queue %s for work (%s ago)%s"
                  .formatted(what, words(waited), queue, words(there.ago()), reason(cause)),
              "The worker's log says what keeps it" + afterwards(),
              cause);
      case Untold untold ->
          new ClientException(
              Kind.NO_WORKER,
              "%s stayed unanswered for %s, and Temporal does not say whether a worker is there: %s; %s"
                  .formatted(what, words(waited), untold.why(), left),
              "See that one runs: countersign worker --root DIR   against the same Temporal"
                  + afterwards(),
              cause);
    };
  }

  /**
   * It is waited for.
   *
   * @param doing what the worker is at; empty where that isn't known
   */
  String goesOn(Presence presence, Duration waited, Duration untold, String doing) {
    String who =
        switch (presence) {
          case There there -> "a worker is there, it asked for work " + words(there.ago()) + " ago";
          case Nobody _ -> "no worker is there";
          case Untold(String why) ->
              "Temporal does not say whether a worker is there (%s), so this waits %s at most"
                  .formatted(why, words(untold));
        };
    return "%s is unanswered after %s%s; %s. Ctrl-C ends the waiting, not what was asked"
        .formatted(what, words(waited), doing.isEmpty() ? "" : " (" + doing + ")", who);
  }

  private String afterwards() {
    return next.isEmpty() ? "" : "; " + next;
  }

  /** What Temporal itself said, where it said anything before time was up. */
  private static String reason(Throwable cause) {
    return cause instanceof TimeoutException ? "" : ": " + Answers.innermost(cause);
  }

  private String remedy(String then) {
    return START + "   " + then + (meanwhile == null ? "" : ". " + meanwhile);
  }

  private static String none(String queue, Nobody nobody) {
    Duration ago = nobody.ago();
    return "no worker asks the task queue %s for work%s"
        .formatted(
            queue,
            ago == null
                ? ""
                : " (the last one did %s ago by this machine's clock)".formatted(words(ago)));
  }

  private static String words(Duration length) {
    return length.toMinutes() < 2
        ? Math.max(1, length.toSeconds()) + " s"
        : length.toMinutes() + " min";
  }
}
