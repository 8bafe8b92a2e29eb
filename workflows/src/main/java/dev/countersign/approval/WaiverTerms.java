package dev.countersign.approval;

import dev.countersign.manifest.RiskTier;
import dev.countersign.passport.Digests;
import java.util.List;

/**
 * Who may waive a check of a release.
 *
 * @param release workflow id of the release
 * @param releaseDigest what it is made of
 * @param tier its risk
 * @param seats the policy's seats: whoever may fill one of them may waive from it
 * @param separated people who built the release and so can't waive
 */
public record WaiverTerms(
    String release, String releaseDigest, RiskTier tier, List<Seat> seats, List<String> separated) {
  public WaiverTerms {
    Digests.validate(releaseDigest);
    seats = seats == null ? List.of() : List.copyOf(seats);
    separated = separated == null ? List.of() : List.copyOf(separated);
  }
}
