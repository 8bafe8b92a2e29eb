package dev.countersign.release;

import dev.countersign.calendar.CalendarException;
import dev.countersign.calendar.ChangeCalendar;
import dev.countersign.data.DataException;
import dev.countersign.manifest.binding.Draft;
import dev.countersign.manifest.binding.Problems;
import dev.countersign.passport.Digests;
import dev.countersign.release.FrozenDocument.FrozenCalendar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Takes in the change calendars that a manifest names, resolved and digested as they are now. */
final class CalendarIntake {
  private static final long LARGEST = 4 << 20;

  private final Roots roots;

  CalendarIntake(Roots roots) {
    this.roots = roots;
  }

  List<FrozenCalendar> take(Draft freezes, String base, Instant now, Problems problems) {
    List<FrozenCalendar> calendars = new ArrayList<>();
    for (Draft freeze : freezes.items()) {
      Draft written = freeze.at("calendar");
      written
          .text()
          .ifPresent(
              name -> {
                try {
                  calendars.add(read(roots.resolve(base, name), now));
                } catch (DataException | CalendarException | IOException unusable) {
                  problems.add(
                      written,
                      name + " can't be taken in: " + unusable.getMessage(),
                      "Correct the path or the calendar; no step may begin by guess");
                }
              });
    }
    return calendars;
  }

  private static FrozenCalendar read(Path file, Instant now) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new CalendarException("it is larger than " + LARGEST + " bytes");
    }
    byte[] content = Files.readAllBytes(file);
    return new FrozenCalendar(
        file.toString(),
        Digests.sha256(content),
        ChangeCalendar.windows(new String(content, StandardCharsets.UTF_8), now));
  }
}
