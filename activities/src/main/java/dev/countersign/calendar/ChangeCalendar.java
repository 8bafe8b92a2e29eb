package dev.countersign.calendar;

import dev.countersign.rollout.FreezeWindow;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Period;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.DtStart;

/**
 * An iCalendar file whose events are windows in which nothing is changed. Recurrence rules, further
 * and left-out dates (RRULE, RDATE, EXDATE), durations and time zones count as RFC 5545 has them.
 * What can't be told for sure is frozen: an instance that was moved freezes both times; only an
 * event whose STATUS is CANCELLED freezes nothing.
 */
public final class ChangeCalendar {
  /** How far ahead windows are worked out. */
  public static final Duration HORIZON = Duration.ofDays(180);

  private static final Duration LOOK_BACK = Duration.ofDays(60);
  private static final Duration FOR_GOOD = Duration.ofDays(36_500);
  private static final int MOST_EVENTS = 2_000;
  private static final int MOST_WINDOWS = 200;

  private ChangeCalendar() {}

  /**
   * The windows from a moment on, merged where they touch, in order. The last one begins at the
   * {@link #HORIZON}: what lies behind it nobody has looked at.
   *
   * @param text the file's text
   * @throws CalendarException if it is no calendar, or an event in it is no window
   */
  public static List<FreezeWindow> windows(String text, Instant from) {
    Calendar calendar = read(text);
    ZoneId home = zone(calendar);
    List<VEvent> events = calendar.getComponents(Component.VEVENT);
    if (events.size() > MOST_EVENTS) {
      throw new CalendarException(
          "it holds %d events; at most %d are read".formatted(events.size(), MOST_EVENTS));
    }
    Instant horizon = from.plus(HORIZON);
    List<FreezeWindow> found = new ArrayList<>();
    for (VEvent event : events) {
      if (!"CANCELLED".equalsIgnoreCase(text(event, Property.STATUS, ""))) {
        found.addAll(occurrences(event, home, from, horizon));
      }
    }
    List<FreezeWindow> merged = merged(found);
    if (merged.size() > MOST_WINDOWS) {
      throw new CalendarException(
          "it freezes %d times within %d days; at most %d windows are kept"
              .formatted(merged.size(), HORIZON.toDays(), MOST_WINDOWS));
    }
    List<FreezeWindow> all = new ArrayList<>(merged);
    all.add(
        new FreezeWindow(
            horizon,
            horizon.plus(FOR_GOOD),
            "the change calendar was read up to here only; start the release again"));
    return List.copyOf(all);
  }

  private static Calendar read(String text) {
    try {
      return new CalendarBuilder().build(new StringReader(text));
    } catch (IOException | ParserException | RuntimeException unreadable) {
      throw new CalendarException(
          "it is no iCalendar text: " + unreadable.getMessage(), unreadable);
    }
  }

  /** The zone of whole days: X-WR-TIMEZONE, else UTC. */
  private static ZoneId zone(Calendar calendar) {
    String named = calendar.getProperty("X-WR-TIMEZONE").map(Property::getValue).orElse("UTC");
    try {
      return ZoneId.of(named);
    } catch (java.time.DateTimeException unknown) {
      throw new CalendarException("there is no time zone " + named, unknown);
    }
  }

  private static String text(VEvent event, String property, String otherwise) {
    return event.getProperty(property).map(Property::getValue).orElse(otherwise);
  }

  private static List<FreezeWindow> occurrences(
      VEvent event, ZoneId home, Instant from, Instant horizon) {
    String name = text(event, Property.SUMMARY, text(event, Property.UID, "without a name"));
    Temporal start =
        event
            .<DtStart<Temporal>>getProperty(Property.DTSTART)
            .map(DtStart::getDate)
            .orElseThrow(() -> new CalendarException("event '" + name + "' has no DTSTART"));
    boolean ends =
        event.getProperty(Property.DTEND).isPresent()
            || event.getProperty(Property.DURATION).isPresent();
    if (!ends && !(start instanceof LocalDate)) {
      throw new CalendarException("event '" + name + "' has neither DTEND nor DURATION");
    }
    Instant first = from.minus(LOOK_BACK);
    List<FreezeWindow> windows = new ArrayList<>();
    for (Period<Temporal> period : recurrences(event, name, span(start, first, horizon, name))) {
      Instant begin = instant(period.getStart(), home, name);
      Instant end = instant(period.getEnd(), home, name);
      if (!ends) {
        end = ((LocalDate) period.getStart()).plusDays(1).atStartOfDay(home).toInstant();
      }
      if (begin.isBefore(end) && end.isAfter(from) && begin.isBefore(horizon)) {
        windows.add(new FreezeWindow(begin, end, name));
      }
    }
    return windows;
  }

  private static Set<Period<Temporal>> recurrences(
      VEvent event, String name, Period<? extends Temporal> span) {
    try {
      return event.calculateRecurrenceSet(span);
    } catch (RuntimeException unclear) {
      throw new CalendarException(
          "event '" + name + "' does not say when: " + unclear.getMessage(), unclear);
    }
  }

  /** The span that is looked at, in the kind of time that the event is written in. */
  private static Period<? extends Temporal> span(
      Temporal start, Instant first, Instant horizon, String name) {
    return switch (start) {
      case LocalDate _ ->
          new Period<>(
              LocalDate.ofInstant(first, ZoneOffset.UTC),
              LocalDate.ofInstant(horizon, ZoneOffset.UTC).plusDays(1));
      case Instant _ -> new Period<>(first, horizon);
      case OffsetDateTime offset ->
          new Period<>(first.atOffset(offset.getOffset()), horizon.atOffset(offset.getOffset()));
      case ZonedDateTime zoned ->
          new Period<>(first.atZone(zoned.getZone()), horizon.atZone(zoned.getZone()));
      default -> throw floating(name);
    };
  }

  private static Instant instant(Temporal time, ZoneId home, String name) {
    return switch (time) {
      case LocalDate day -> day.atStartOfDay(home).toInstant();
      case Instant instant -> instant;
      case OffsetDateTime offset -> offset.toInstant();
      case ZonedDateTime zoned -> zoned.toInstant();
      default -> throw floating(name);
    };
  }

  private static CalendarException floating(String name) {
    return new CalendarException(
        "event '%s' has a time without a zone; write DTSTART;TZID=Europe/Berlin:…, or end it with Z"
            .formatted(name));
  }

  private static List<FreezeWindow> merged(List<FreezeWindow> windows) {
    List<FreezeWindow> merged = new ArrayList<>();
    windows.stream()
        .sorted(Comparator.comparing(FreezeWindow::from).thenComparing(FreezeWindow::until))
        .forEach(
            next -> {
              FreezeWindow last = merged.isEmpty() ? null : merged.getLast();
              if (last == null || last.until().isBefore(next.from())) {
                merged.add(next);
              } else if (next.until().isAfter(last.until())) {
                merged.set(
                    merged.size() - 1, new FreezeWindow(last.from(), next.until(), last.reason()));
              }
            });
    return merged;
  }
}
