package dev.countersign.activity;

import dev.countersign.passport.Digests;
import java.util.List;

/**
 * What a sweep found.
 *
 * @param routers each router that a rollout ever moved
 */
public record SweepReport(List<Swept> routers) {
  public SweepReport {
    routers = routers == null ? List.of() : List.copyOf(routers);
  }

  /** How a router was found and left. */
  public enum State {
    /** Nothing depends on a lease: one model, or the fallback, has everything. */
    SETTLED,
    /** A rollout that runs owns the traffic. */
    LIVING,
    /** What a rollout left that runs no more was given back, and read back. */
    HEALED,
    /** It can't be read, or not be healed: somebody has to look. */
    UNVERIFIED
  }

  /**
   * One router.
   *
   * @param digest of what is known of it: its environment, model, kind and options
   * @param environment for example {@code production}
   * @param model the model's name
   * @param router its kind, for example {@code haproxy}
   * @param state how it was found and left
   * @param words the same for people, with what to do where something is to be done
   */
  public record Swept(
      String digest, String environment, String model, String router, State state, String words) {
    private static final int SHORT = 12;

    /** Its first digits, by which people name it. */
    public String id() {
      return idOf(digest);
    }

    /** The first digits of a router's digest. */
    public static String idOf(String digest) {
      return Digests.parse(digest).substring(0, SHORT);
    }
  }
}
