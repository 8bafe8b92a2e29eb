package dev.countersign.policy;

import dev.countersign.approval.Seat;
import dev.countersign.manifest.ApprovalSpec.Board;
import dev.countersign.manifest.Durations;
import dev.countersign.manifest.binding.Draft;
import dev.countersign.manifest.binding.Problems;
import dev.countersign.policy.Layer.SeatAsk;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Seats. More seats, fewer people who may fill one and a shorter deadline are tighter. */
final class SeatMerge implements Aspect {
  private final SortedMap<Place, Seat> seats = new TreeMap<>();
  private final SortedSet<Place> emptied = new TreeSet<>();

  /** A role on a board. */
  private record Place(Board board, String role) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::board).thenComparing(Place::role);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /** The seats by board and role. */
  List<Seat> seats() {
    return List.copyOf(seats.values());
  }

  @Override
  public void tighten(Layer layer) {
    for (SeatAsk ask : layer.seats()) {
      for (Board board : boards(ask)) {
        Place place = new Place(board, ask.role());
        Seat standing = seats.get(place);
        if (standing != null && isEmptied(standing.people(), ask.people())) {
          emptied.add(place);
        }
        seats.put(place, standing == null ? added(ask, board) : tightened(standing, ask));
      }
    }
  }

  @Override
  public void refuseLooser(Layer layer, Problems problems) {
    for (SeatAsk ask : layer.seats()) {
      for (Board board : boards(ask)) {
        Seat standing = seats.get(new Place(board, ask.role()));
        if (standing != null) {
          refuseLooser(standing, ask, problems);
        }
      }
    }
  }

  /** Notes seats for which layers name different people, so that nobody may fill them. */
  void refuseImpossible(Draft where, Problems problems) {
    for (Place place : emptied) {
      problems.add(
          where.at("approvals"),
          "nobody may fill the seat "
              + place.role()
              + ": the policies name different people for it",
          "Let one policy name the people, or have them name somebody in common");
    }
  }

  private static void refuseLooser(Seat standing, SeatAsk ask, Problems problems) {
    Duration deadline = ask.deadline();
    if (deadline != null && deadline.compareTo(standing.deadline()) > 0) {
      String allowed = Durations.show(standing.deadline());
      problems.add(
          ask.where().at("deadline"),
          Durations.show(deadline) + " loosens the policy, which asks for at most " + allowed,
          "Write at most " + allowed + ", or leave it out");
    }
    if (!ask.people().isEmpty()
        && !standing.people().isEmpty()
        && !standing.people().containsAll(ask.people())) {
      problems.add(
          ask.where().at("people"),
          "names people that the policy doesn't let fill the seat " + ask.role(),
          "Choose among " + String.join(", ", standing.people()));
    }
  }

  private List<Board> boards(SeatAsk ask) {
    Board board = ask.board();
    if (board != null) {
      return List.of(board);
    }
    List<Board> seated =
        seats.keySet().stream()
            .filter(place -> place.role().equals(ask.role()))
            .map(Place::board)
            .toList();
    return seated.isEmpty() ? List.of(Board.values()) : seated;
  }

  private Seat added(SeatAsk ask, Board board) {
    Duration deadline = ask.deadline();
    return new Seat(
        ask.role(), board, sorted(ask.people()), deadline == null ? longestDeadline() : deadline);
  }

  private Duration longestDeadline() {
    return seats.values().stream()
        .map(Seat::deadline)
        .max(Comparator.naturalOrder())
        .orElseThrow(() -> new IllegalStateException("a floor has seats"));
  }

  private static Seat tightened(Seat standing, SeatAsk ask) {
    Duration deadline = ask.deadline();
    boolean shorter = deadline != null && deadline.compareTo(standing.deadline()) < 0;
    return new Seat(
        standing.role(),
        standing.board(),
        narrowed(standing.people(), ask.people()),
        shorter && deadline != null ? deadline : standing.deadline());
  }

  /** The people both name; the former when they name nobody in common, never everybody. */
  private static List<String> narrowed(List<String> standing, List<String> asked) {
    if (standing.isEmpty()) {
      return sorted(asked);
    }
    return asked.isEmpty() || isEmptied(standing, asked)
        ? standing
        : standing.stream().filter(asked::contains).toList();
  }

  private static boolean isEmptied(List<String> standing, List<String> asked) {
    return !standing.isEmpty() && !asked.isEmpty() && Collections.disjoint(standing, asked);
  }

  private static List<String> sorted(List<String> people) {
    return people.stream().distinct().sorted().toList();
  }
}
