package dev.countersign.approval;

import dev.countersign.manifest.RiskTier;
import dev.countersign.passport.Digests;
import java.time.Duration;
import java.util.List;

/**
 * Who may waive a check of a release, and for how long.
 *
 * @param release workflow id of the release
 * @param releaseDigest what it is made of
 * @param tier its risk
 * @param required the seats that all have to give a waiver, by the policy; empty: nobody may
 * @param longest the longest a waiver may count from its signature on, by the policy
 * @param seats the release's seats, which may name who fills them
 * @param separated people who built the release and so can't waive
 * @param promoters the seats that all have to sign where what remains of a rollout step's bake is
 *     waived, by the policy
 */
public record WaiverTerms(
    String release,
    String releaseDigest,
    RiskTier tier,
    List<String> required,
    Duration longest,
    List<Seat> seats,
    List<String> separated,
    List<String> promoters) {
  public WaiverTerms {
    promoters = promoters == null ? List.of() : List.copyOf(promoters);
    Digests.validate(releaseDigest);
    required = required == null ? List.of() : List.copyOf(required);
    seats = seats == null ? List.of() : List.copyOf(seats);
    separated = separated == null ? List.of() : List.copyOf(separated);
  }

  /** Terms of a release whose promotions nobody signs. */
  public WaiverTerms(
      String release,
      String releaseDigest,
      RiskTier tier,
      List<String> required,
      Duration longest,
      List<Seat> seats,
      List<String> separated) {
    this(release, releaseDigest, tier, required, longest, seats, separated, List.of());
  }

  /** The seats that all have to waive this check. */
  List<String> requiredFor(CheckRef check) {
    return check.isBakeTime() ? promoters : required;
  }

  /** Whether a seat of the release names its people and this is none of them. */
  boolean excludes(String role, String person) {
    return seats.stream()
        .filter(seat -> seat.role().equals(role) && !seat.people().isEmpty())
        .anyMatch(seat -> !seat.people().contains(person));
  }
}
