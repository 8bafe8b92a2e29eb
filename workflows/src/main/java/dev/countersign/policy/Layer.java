package dev.countersign.policy;

import dev.countersign.manifest.ApprovalSpec.Board;
import dev.countersign.manifest.DataSpec.Use;
import dev.countersign.manifest.binding.Draft;
import dev.countersign.policy.PolicyPack.BarPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one policy or manifest asks for, each ask with the place it was written at, so that policies
 * and manifests are merged by the same rules.
 *
 * @param bars bars that become part of the merged policy
 * @param stepBars bars of single rollout steps: held to the policy, but not part of it
 * @param options gate options
 * @param seats seats and tightenings of seats
 * @param hold how long an inconclusive gate waits
 * @param window how long the way back is kept open
 * @param waivers what a waiver may do
 * @param promoters seats that have to sign a promotion
 * @param allowed uses allowed by attribute
 * @param uses uses the manifest makes of its attributes
 */
record Layer(
    List<BarAsk> bars,
    List<BarAsk> stepBars,
    List<OptionAsk> options,
    List<SeatAsk> seats,
    @Nullable TimeAsk hold,
    @Nullable TimeAsk window,
    @Nullable WaiverAsk waivers,
    List<String> promoters,
    Map<String, UseAsk> allowed,
    List<UsedAsk> uses) {

  /** A bar for a check of a gate. */
  record BarAsk(String gate, String check, BarPolicy bar, Draft where) {}

  /** A value for an option of a gate. */
  record OptionAsk(String gate, String name, Object value, Draft where) {}

  /** A seat. No board: where the seat is already, else both. No deadline: the policy's. */
  record SeatAsk(
      String role,
      @Nullable Board board,
      List<String> people,
      @Nullable Duration deadline,
      Draft where) {}

  /** A length of time. */
  record TimeAsk(Duration length, Draft where) {}

  /** A rule for waivers. */
  record WaiverAsk(Duration longest, List<String> seats, Draft where) {}

  /** Uses allowed. */
  record UseAsk(List<Use> allow, Draft where) {}

  /** A use made of an attribute. */
  record UsedAsk(String attribute, Use use, Draft where) {}
}
