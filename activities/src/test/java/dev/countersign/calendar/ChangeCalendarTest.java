package dev.countersign.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.rollout.FreezeWindow;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeCalendarTest {
  private static final Instant FROM = Instant.parse("2026-10-01T00:00:00Z");
  private static final Instant HORIZON = FROM.plus(ChangeCalendar.HORIZON);

  private static List<FreezeWindow> windows(String... events) {
    return ChangeCalendar.windows(calendar("", events), FROM);
  }

  private static String calendar(String head, String... events) {
    StringBuilder text =
        new StringBuilder("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bank//changes//EN\r\n");
    text.append(head);
    for (String event : events) {
      text.append("BEGIN:VEVENT\r\nUID:").append(Math.abs(event.hashCode())).append("\r\n");
      text.append("DTSTAMP:20260901T000000Z\r\n");
      text.append(event.strip().replace("\n", "\r\n")).append("\r\nEND:VEVENT\r\n");
    }
    return text.append("END:VCALENDAR\r\n").toString();
  }

  private static void assertFrozen(List<FreezeWindow> windows, String... fromUntil) {
    assertThat(windows.subList(0, windows.size() - 1))
        .extracting(window -> window.from() + "/" + window.until())
        .containsExactly(fromUntil);
    assertThat(windows.getLast().from()).as("what nobody has read").isEqualTo(HORIZON);
  }

  @Test
  void an_event_in_universal_time_is_a_window_by_its_name() {
    var windows = windows("SUMMARY:year end\nDTSTART:20261218T180000Z\nDTEND:20270104T060000Z");
    assertFrozen(windows, "2026-12-18T18:00:00Z/2027-01-04T06:00:00Z");
    assertThat(windows.getFirst().reason()).isEqualTo("year end");
  }

  @Test
  void a_zone_counts_and_so_does_its_change_of_clocks() {
    assertFrozen(
        windows(
            """
            SUMMARY:weekly close
            DTSTART;TZID=Europe/Berlin:20261016T180000
            DURATION:PT2H
            RRULE:FREQ=WEEKLY;COUNT=3
            """),
        "2026-10-16T16:00:00Z/2026-10-16T18:00:00Z",
        "2026-10-23T16:00:00Z/2026-10-23T18:00:00Z",
        "2026-10-30T17:00:00Z/2026-10-30T19:00:00Z");
  }

  @Test
  void a_date_that_is_left_out_is_not_frozen() {
    assertFrozen(
        windows(
            """
            DTSTART;TZID=Europe/Berlin:20261016T180000
            DTEND;TZID=Europe/Berlin:20261016T200000
            RRULE:FREQ=WEEKLY;UNTIL=20261031T000000Z
            EXDATE;TZID=Europe/Berlin:20261023T180000
            """),
        "2026-10-16T16:00:00Z/2026-10-16T18:00:00Z",
        "2026-10-30T17:00:00Z/2026-10-30T19:00:00Z");
  }

  @Test
  void whole_days_are_days_of_the_calendar_s_own_zone() {
    String days = "DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261227";
    assertFrozen(windows(days), "2026-12-24T00:00:00Z/2026-12-27T00:00:00Z");
    assertFrozen(
        ChangeCalendar.windows(calendar("X-WR-TIMEZONE:Europe/Berlin\r\n", days), FROM),
        "2026-12-23T23:00:00Z/2026-12-26T23:00:00Z");
    assertFrozen(
        windows("DTSTART;VALUE=DATE:20261224"), "2026-12-24T00:00:00Z/2026-12-25T00:00:00Z");
  }

  @Test
  void a_freeze_that_has_begun_counts_and_one_that_is_over_does_not() {
    assertFrozen(
        windows(
            "DTSTART:20260920T000000Z\nDTEND:20261003T000000Z",
            "DTSTART:20260901T000000Z\nDTEND:20260902T000000Z"),
        "2026-09-20T00:00:00Z/2026-10-03T00:00:00Z");
  }

  @Test
  void windows_that_touch_are_one_and_a_cancelled_event_is_none() {
    assertFrozen(
        windows(
            "DTSTART:20261101T000000Z\nDTEND:20261102T000000Z",
            "DTSTART:20261102T000000Z\nDTEND:20261103T000000Z",
            "DTSTART:20261101T120000Z\nDTEND:20261101T130000Z",
            "STATUS:CANCELLED\nDTSTART:20261201T000000Z\nDTEND:20261202T000000Z"),
        "2026-11-01T00:00:00Z/2026-11-03T00:00:00Z");
  }

  @Test
  void a_rule_without_an_end_is_worked_out_up_to_the_horizon() {
    var windows =
        windows("DTSTART:20200103T200000Z\nDTEND:20200106T040000Z\nRRULE:FREQ=WEEKLY;BYDAY=FR");
    assertThat(windows.size()).isBetween(25, 28);
    assertThat(windows)
        .anyMatch(window -> window.covers(Instant.parse("2026-10-03T12:00:00Z")))
        .noneMatch(window -> window.covers(Instant.parse("2026-10-07T12:00:00Z")))
        .anyMatch(window -> window.covers(HORIZON.plusSeconds(1)));
  }

  @Test
  void what_is_no_window_is_refused_with_its_name() {
    assertRefused("SUMMARY:floating\nDTSTART:20261101T000000\nDURATION:PT1H", "'floating'", "zone");
    assertRefused("SUMMARY:endless\nDTSTART:20261101T000000Z", "'endless'", "DTEND");
    assertRefused("SUMMARY:never\nDTEND:20261101T000000Z", "'never'", "DTSTART");
    assertThatThrownBy(() -> ChangeCalendar.windows("hello", FROM))
        .isInstanceOf(CalendarException.class)
        .hasMessageContaining("no iCalendar");
    assertThatThrownBy(() -> ChangeCalendar.windows(calendar("X-WR-TIMEZONE:Moon/Base\r\n"), FROM))
        .hasMessageContaining("Moon/Base");
  }

  private static void assertRefused(String event, String... words) {
    assertThatThrownBy(() -> windows(event))
        .isInstanceOf(CalendarException.class)
        .message()
        .contains(words);
  }
}
