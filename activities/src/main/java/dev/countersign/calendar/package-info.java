/**
 * Change calendars: iCalendar files (RFC 5545) become windows in which no rollout step is begun.
 * Reads text it is given; knows nothing of manifests, files or releases.
 */
@NullMarked
package dev.countersign.calendar;

import org.jspecify.annotations.NullMarked;
