package dev.countersign.worker.pages.release;

import dev.countersign.client.ReleaseListing.Listed;
import dev.countersign.report.Numbers;
import dev.countersign.worker.pages.entrance.Visitor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The list of releases: what waits for whoever looks first.
 *
 * @param groups headed by what they have in common; without empty ones
 */
record ListPage(List<Group> groups) {

  /**
   * Releases of a kind.
   *
   * @param title what they have in common
   * @param releases latest first
   */
  record Group(String title, List<Row> releases) {}

  /**
   * A release.
   *
   * @param path of its page
   * @param awaiting roles it waits for
   * @param tone of its state: {@code good}, {@code bad}, {@code open}, {@code plain}
   */
  record Row(
      String name,
      String path,
      String state,
      String tone,
      String risk,
      String awaiting,
      String traffic,
      String started) {}

  static ListPage of(List<Listed> listed, Visitor visitor) {
    Map<String, List<Row>> groups = new LinkedHashMap<>();
    for (String title : List.of("Waits for you", "Waits for others", "Running", "Ended")) {
      groups.put(title, new ArrayList<>());
    }
    for (Listed release : listed) {
      Objects.requireNonNull(groups.get(group(release, visitor))).add(row(release));
    }
    return new ListPage(
        groups.entrySet().stream()
            .filter(group -> !group.getValue().isEmpty())
            .map(group -> new Group(group.getKey(), group.getValue()))
            .toList());
  }

  private static String group(Listed release, Visitor visitor) {
    if (release.outcome() != null || !release.status().equals("running")) {
      return "Ended";
    }
    if (release.awaiting().stream().anyMatch(visitor.seats()::contains)) {
      return "Waits for you";
    }
    return release.awaiting().isEmpty() ? "Running" : "Waits for others";
  }

  private static Row row(Listed release) {
    String outcome = release.outcome();
    String stage = release.stage() == null ? "begins" : release.stage().replace('-', ' ');
    return new Row(
        release.release(),
        "/releases/" + release.release(),
        outcome != null
            ? Words.of(outcome)
            : release.status().equals("running") ? stage : release.status(),
        outcome == null ? (release.awaiting().isEmpty() ? "plain" : "open") : Words.toneOf(outcome),
        Objects.requireNonNullElse(release.risk(), ""),
        String.join(", ", release.awaiting()),
        release.traffic() == null ? "" : Numbers.of(release.traffic()) + " %",
        Words.of(release.startedAt()));
  }
}
