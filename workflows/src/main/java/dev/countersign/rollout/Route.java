package dev.countersign.rollout;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Who serves what share of a model's traffic.
 *
 * @param incumbent what serves the rest; null for a first release
 * @param candidate the model under release; null when none is
 * @param fallback what serves when no model may; serves the rest when there is no incumbent
 * @param candidateWeight percent of traffic that goes to the candidate, in [0, 100]
 * @param audience who gets the candidate besides, whatever the weight
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Route(
    @Nullable ModelTarget incumbent,
    @Nullable ModelTarget candidate,
    @Nullable Fallback fallback,
    double candidateWeight,
    Audience audience) {

  /** Rejects weights that don't add up and routes that leave requests unserved. */
  public Route {
    if (!(candidateWeight >= 0 && candidateWeight <= 100)) {
      throw new IllegalArgumentException(
          "candidate weight must be a percentage from 0 to 100, not " + candidateWeight);
    }
    if (audience == null) {
      throw new IllegalArgumentException("a route needs an audience; nobody is one");
    }
    if (candidate == null && (candidateWeight > 0 || audience != Audience.NOBODY)) {
      throw new IllegalArgumentException("a share of traffic needs a candidate to serve it");
    }
    if (incumbent == null && fallback == null) {
      throw new IllegalArgumentException(
          "nothing serves the rest: name an incumbent, or a fallback for a first release");
    }
  }

  /** The route that gives the incumbent, or the fallback, everything. */
  public static Route settled(@Nullable ModelTarget incumbent, @Nullable Fallback fallback) {
    return new Route(incumbent, null, fallback, 0, Audience.NOBODY);
  }

  /** This route with everything given back. */
  public Route givenBack() {
    return settled(incumbent, fallback);
  }

  /** This route with another fallback. */
  public Route withFallback(@Nullable Fallback other) {
    return new Route(incumbent, candidate, other, candidateWeight, audience);
  }

  /** Who serves what the candidate does not. */
  public Role rest() {
    return incumbent == null ? Role.FALLBACK : Role.INCUMBENT;
  }

  /**
   * Who serves one request.
   *
   * @param bucket where the caller falls, in [0, 100): see {@link Bucketing}
   * @param member which audience the caller is in
   */
  public Role serves(double bucket, Audience member) {
    boolean candidates =
        candidate != null && (bucket < candidateWeight || audience.includes(member));
    return candidates ? Role.CANDIDATE : rest();
  }

  /** Whether the candidate is sent a copy of what the rest is asked. */
  public boolean mirrors() {
    return candidate != null && audience == Audience.SHADOW;
  }

  /** Whether the candidate serves everybody. */
  public boolean complete() {
    return candidate != null && candidateWeight == 100;
  }
}
