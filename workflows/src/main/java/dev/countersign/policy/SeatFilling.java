package dev.countersign.policy;

import dev.countersign.approval.Seat;
import dev.countersign.manifest.binding.Draft;
import dev.countersign.manifest.binding.Problems;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Whether different people can fill all seats: a matching of roles to people by augmenting paths
 * (Kuhn 1955). Roles open to whoever the trust file allows are left to it.
 */
final class SeatFilling {
  private final Map<String, Set<String>> candidates;
  private final Map<String, String> roleOf = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private SeatFilling(Map<String, Set<String>> candidates) {
    this.candidates = candidates;
  }

  /** Notes a role for which nobody is left once builders are out and everybody fills one seat. */
  static void check(List<Seat> seats, Draft manifest, Problems problems) {
    Map<String, Set<String>> named = new TreeMap<>();
    seats.stream()
        .filter(seat -> !seat.people().isEmpty())
        .forEach(seat -> named.computeIfAbsent(seat.role(), _ -> people()).addAll(seat.people()));
    Stream.concat(
            manifest.at("metadata", "submittedBy").text().stream(),
            manifest.at("metadata", "trainedBy").texts().stream())
        .forEach(builder -> named.values().forEach(people -> people.remove(builder)));
    SeatFilling filling = new SeatFilling(named);
    for (Map.Entry<String, Set<String>> role : named.entrySet()) {
      if (!filling.fill(role.getKey(), people())) {
        problems.add(
            manifest.at("approvals"),
            role.getValue().isEmpty()
                ? "everybody named for the seat " + role.getKey() + " built the release"
                : "nobody is left for the seat "
                    + role.getKey()
                    + ": "
                    + String.join(", ", role.getValue())
                    + " has to fill another one",
            "Name somebody else for it: one person fills one seat");
      }
    }
  }

  private static Set<String> people() {
    return new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  }

  private boolean fill(String role, Set<String> tried) {
    for (String person : candidates.getOrDefault(role, Set.of())) {
      if (tried.add(person)) {
        String other = roleOf.get(person);
        if (other == null || fill(other, tried)) {
          roleOf.put(person, role);
          return true;
        }
      }
    }
    return false;
  }
}
