package dev.countersign.traffic;

import dev.countersign.gate.Check;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.Verdict;
import dev.countersign.passport.Json;
import dev.countersign.rollout.Fallback;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a fallback can take over, asked before any traffic: the router has something that stands
 * for it, an older model proves itself as the candidate does, and whoever asks for it by the
 * version {@value ServingEndpoint#FALLBACK} is answered what is declared.
 */
public final class FallbackCheck {
  private FallbackCheck() {}

  /**
   * Has the fallback stand by and asks it.
   *
   * @param rows what it is asked; one is enough where it is no model
   * @param golden what the older model answers; null where the fallback is none
   * @param bar how far an answer may be off
   * @return {@code PASS}; {@code INCONCLUSIVE} where the router can't take it or nobody answers;
   *     {@code FAIL} where something else answers
   */
  public static Check run(
      TrafficRouter router,
      ServingEndpoint endpoint,
      Fallback fallback,
      List<Map<String, @Nullable Object>> rows,
      @Nullable GoldenRows golden,
      CheckBar bar) {
    try {
      router.standBy(fallback);
    } catch (TrafficException unable) {
      return check(
          fallback,
          Verdict.INCONCLUSIVE,
          "The fallback %s can't take over: %s. Put that right, or declare another fallback."
              .formatted(fallback.name(), unable.getMessage()));
    }
    if (golden != null) {
      return ServingCheck.run(endpoint, golden, bar);
    }
    try {
      refuseOtherAnswer(fallback, endpoint.ask(rows.subList(0, 1), ServingEndpoint.FALLBACK));
      return check(fallback, Verdict.PASS, null);
    } catch (ServingEndpoint.Unreachable nobody) {
      return check(
          fallback,
          Verdict.INCONCLUSIVE,
          "%s for the fallback %s; let it answer %s: %s, then ask again."
              .formatted(
                  nobody.getMessage(),
                  fallback.name(),
                  TrafficHeaders.VERSION,
                  ServingEndpoint.FALLBACK));
    } catch (ServingEndpoint.Garbled | TrafficException other) {
      return check(fallback, Verdict.FAIL, String.valueOf(other.getMessage()));
    }
  }

  /**
   * Holds an answer of the fallback to what was declared.
   *
   * @throws TrafficException if another answer was declared
   */
  public static void refuseOtherAnswer(Fallback fallback, ServingEndpoint.Served served) {
    Map<String, Object> declared = fallback.answer();
    if (declared != null
        && !Arrays.equals(Json.canonicalBytes(declared), Json.canonicalBytes(served.answer()))) {
      throw new TrafficException(
          "the fallback %s answers %s, but %s is declared; let the router answer it under \"answer\""
              .formatted(fallback.name(), served.answer(), declared));
    }
  }

  private static Check check(Fallback fallback, Verdict verdict, @Nullable String note) {
    return new Check(
        ServingCheck.ID,
        null,
        fallback.version(),
        null,
        "fallback",
        null,
        null,
        null,
        verdict,
        null,
        "whether the declared fallback can take over, and answers what is declared",
        note,
        null);
  }
}
