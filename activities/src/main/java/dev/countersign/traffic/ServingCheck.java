package dev.countersign.traffic;

import dev.countersign.gate.Check;
import dev.countersign.gate.CheckBar;
import dev.countersign.gate.CheckRule;
import dev.countersign.gate.DecideOn;
import dev.countersign.gate.Severity;
import dev.countersign.gate.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Check {@value #ID}: an endpoint serves the very model that was evaluated. It must prove the
 * model's digest and answer golden rows as the model itself did. Asked before any traffic, at each
 * step and after a rollback. Nobody there is {@link Verdict#INCONCLUSIVE}; somebody else is {@link
 * Verdict#FAIL}.
 */
public final class ServingCheck {
  /** The check's id. */
  public static final String ID = "serving-parity";

  /** Used where no policy sets a bar: answers may differ by what a float32 loses. */
  public static final CheckBar STANDARD =
      new CheckBar(null, 1e-6, null, Severity.BLOCK, DecideOn.ESTIMATE, "standard");

  private ServingCheck() {}

  /**
   * Asks the endpoint for the golden rows' version by name.
   *
   * @param bar how far an answer may be from the evaluated model's, as {@code max}
   */
  public static Check run(ServingEndpoint endpoint, GoldenRows golden, CheckBar bar) {
    String version = golden.target().version();
    ServingEndpoint.Served served;
    try {
      served = endpoint.ask(golden.rows(), version);
    } catch (ServingEndpoint.Unreachable e) {
      String note = e.getMessage() + " for version " + version + "; deploy it, then ask again.";
      return check(golden, bar, null, Verdict.INCONCLUSIVE, note);
    } catch (ServingEndpoint.Garbled e) {
      return check(golden, bar, null, Verdict.FAIL, String.valueOf(e.getMessage()));
    }
    if (!golden.target().digest().equals(served.digest())) {
      String note =
          "%s bears the version but proves digest %s, not %s."
              .formatted(endpoint.address(), served.digest(), golden.target().digest());
      return check(golden, bar, null, Verdict.FAIL, note);
    }
    if (served.predictions().size() != golden.answers().size()) {
      String note =
          "%d rows were asked, %d answered."
              .formatted(golden.answers().size(), served.predictions().size());
      return check(golden, bar, null, Verdict.FAIL, note);
    }
    double furthest = 0;
    for (int row = 0; row < golden.answers().size(); row++) {
      double apart = Math.abs(golden.answers().get(row) - served.predictions().get(row));
      furthest = Double.isNaN(apart) ? apart : Math.max(furthest, apart);
    }
    if (Double.isNaN(furthest)) {
      return check(golden, bar, null, Verdict.FAIL, "An answer is no number.");
    }
    return check(golden, bar, furthest, CheckRule.decide(bar, furthest, null, null), null);
  }

  private static Check check(
      GoldenRows golden,
      CheckBar bar,
      @Nullable Double furthest,
      Verdict verdict,
      @Nullable String note) {
    return new Check(
        ID,
        null,
        golden.target().version(),
        null,
        "scores",
        furthest,
        null,
        bar.bounds(),
        verdict,
        (long) golden.rows().size(),
        "largest distance of a served answer from the evaluated model's, on golden rows",
        note,
        null);
  }
}
