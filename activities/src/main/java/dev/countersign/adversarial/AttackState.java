package dev.countersign.adversarial;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a campaign of attacks stands: small enough for a heartbeat, enough to go on from. Every row
 * is attacked with its own random numbers, so a campaign that goes on ends as one that was never
 * interrupted.
 *
 * @param campaign digest of everything that decides the outcomes; another campaign starts over
 * @param done outcomes so far, in the order the rows are attacked
 */
public record AttackState(String campaign, List<AttackOutcome> done) {
  public AttackState {
    done = done == null ? List.of() : List.copyOf(done);
  }

  AttackState plus(List<AttackOutcome> more) {
    List<AttackOutcome> all = new ArrayList<>(done);
    all.addAll(more);
    return new AttackState(campaign, all);
  }
}
