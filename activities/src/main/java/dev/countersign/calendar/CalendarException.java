package dev.countersign.calendar;

/** A calendar that can't be read as windows; says what is wrong with it. */
public final class CalendarException extends RuntimeException {
  public CalendarException(String message) {
    super(message);
  }

  CalendarException(String message, Throwable cause) {
    super(message, cause);
  }
}
